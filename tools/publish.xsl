<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-3.0-or-later
     Makes a joined DocBook work ready for docbook-xsl-ns, which draws a
     glossterm that has a linkend as a link within a link; as a link it is
     drawn once. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:db="http://docbook.org/ns/docbook" exclude-result-prefixes="db">
<xsl:template match="@*|node()">
  <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
</xsl:template>
<xsl:template match="db:glossterm[@linkend]">
  <xsl:element name="link" namespace="http://docbook.org/ns/docbook">
    <xsl:apply-templates select="@*|node()"/>
  </xsl:element>
</xsl:template>
</xsl:stylesheet>
