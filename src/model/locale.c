/* Generated words by language. */
#include "model/locale.h"

#include <stddef.h>
#include <strings.h>

#include "base/mem.h"

/* clang-format off */
static const struct language {
	char tag[4];
	const char *word[LOCALE_COUNT];
} languages[] = {
	{ "en", { "Part", "Chapter", "Appendix", "Preface", "Article",
	    "Section", "Table", "Figure", "Example", "Equation", "Glossary",
	    "Bibliography", "Index", "See", "See also", "Note", "Tip",
	    "Warning", "Caution", "Important", "Danger", "step", "Q", "A",
	    "p.", "Abstract", "Front matter", "Contents", "Untitled",
	    "Symbols", "“", "”", "‘", "’" } },
	{ "de", { "Teil", "Kapitel", "Anhang", "Vorwort", "Artikel",
	    "Abschnitt", "Tabelle", "Abbildung", "Beispiel", "Gleichung",
	    "Glossar", "Literaturverzeichnis", "Stichwortverzeichnis",
	    "Siehe", "Siehe auch", "Anmerkung", "Tipp", "Warnung",
	    "Vorsicht", "Wichtig", "Gefahr", "Schritt", "F", "A", "S.",
	    "Zusammenfassung", "Titelei", "Inhalt", "Ohne Titel", "Symbole",
	    "„", "“", "‚", "‘" } },
	{ "fr", { "Partie", "Chapitre", "Annexe", "Préface", "Article",
	    "Section", "Tableau", "Figure", "Exemple", "Équation",
	    "Glossaire", "Bibliographie", "Index", "Voir", "Voir aussi",
	    "Note", "Astuce", "Avertissement", "Attention", "Important",
	    "Danger", "étape", "Q", "R", "p.", "Résumé",
	    "Pages liminaires", "Table des matières", "Sans titre",
	    "Symboles", "«\u00a0", "\u00a0»", "“", "”" } },
	{ "es", { "Parte", "Capítulo", "Apéndice", "Prefacio", "Artículo",
	    "Sección", "Tabla", "Figura", "Ejemplo", "Ecuación", "Glosario",
	    "Bibliografía", "Índice", "Véase", "Véase también", "Nota",
	    "Sugerencia", "Aviso", "Atención", "Importante", "Peligro",
	    "paso", "P", "R", "pág.", "Resumen", "Preliminares",
	    "Contenido", "Sin título", "Símbolos", "«", "»", "“", "”" } },
	{ "it", { "Parte", "Capitolo", "Appendice", "Prefazione", "Articolo",
	    "Sezione", "Tabella", "Figura", "Esempio", "Equazione",
	    "Glossario", "Bibliografia", "Indice analitico", "Vedi",
	    "Vedi anche", "Nota", "Suggerimento", "Avvertimento",
	    "Attenzione", "Importante", "Pericolo", "passo", "D", "R", "p.",
	    "Sommario", "Pagine preliminari", "Indice", "Senza titolo",
	    "Simboli", "«", "»", "“", "”" } },
	{ "pt", { "Parte", "Capítulo", "Apêndice", "Prefácio", "Artigo",
	    "Seção", "Tabela", "Figura", "Exemplo", "Equação", "Glossário",
	    "Bibliografia", "Índice remissivo", "Ver", "Ver também", "Nota",
	    "Dica", "Aviso", "Cuidado", "Importante", "Perigo", "passo",
	    "P", "R", "p.", "Resumo", "Páginas iniciais", "Sumário",
	    "Sem título", "Símbolos", "“", "”", "‘", "’" } },
	{ "nl", { "Deel", "Hoofdstuk", "Bijlage", "Voorwoord", "Artikel",
	    "Paragraaf", "Tabel", "Figuur", "Voorbeeld", "Vergelijking",
	    "Verklarende woordenlijst", "Bibliografie", "Register", "Zie",
	    "Zie ook", "Opmerking", "Tip", "Waarschuwing", "Let op",
	    "Belangrijk", "Gevaar", "stap", "V", "A", "p.", "Samenvatting",
	    "Voorwerk", "Inhoud", "Zonder titel", "Symbolen", "“", "”",
	    "‘", "’" } },
	{ "la", { "Pars", "Caput", "Appendix", "Praefatio", "Articulus",
	    "Sectio", "Tabula", "Figura", "Exemplum", "Aequatio",
	    "Glossarium", "Bibliographia", "Index", "Vide", "Vide etiam",
	    "Nota", "Consilium", "Monitum", "Cave", "Nota bene",
	    "Periculum", "gradus", "Q", "R", "p.", "Summarium",
	    "Praeliminaria", "Argumenta", "Sine titulo", "Signa", "“", "”",
	    "‘", "’" } },
};
/* clang-format on */

static const struct language *
find(const char *lang)
{
	for (size_t i = 0; lang && i < COUNT(languages); i++) {
		if (strncasecmp(lang, languages[i].tag, 2) == 0 &&
		    (lang[2] == '\0' || lang[2] == '-' || lang[2] == '_'))
			return &languages[i];
	}
	return &languages[0];
}

const char *
locale_word(const char *lang, enum locale_word word)
{
	return find(lang)->word[word];
}
