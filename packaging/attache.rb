# Beside attache-0.1.0.tar.xz: brew install --build-from-source ./attache.rb
class Attache < Formula
  desc "Read reference works in DocBook and TEI in a terminal"
  url "file://#{File.expand_path("attache-0.1.0.tar.xz", __dir__)}"
  version "0.1.0"
  license all_of: ["GPL-3.0-or-later", "CC-BY-4.0"]

  depends_on "pkgconf" => :build
  depends_on "gettext"
  depends_on "libunistring"
  depends_on "libxml2"
  depends_on "ncurses"
  depends_on "pcre2"
  depends_on "sqlite"

  def install
    system "./configure", "--disable-silent-rules", *std_configure_args
    system "make", "install"
    system "make", "install-images"
  end

  test do
    assert_match "handbook", shell_output("#{bin}/attache works")
    assert_match "Truce", shell_output("#{bin}/attache show 'handbook#untso'")
  end
end
