/* Generated words by language. */
#include "model/locale.h"

#include <stddef.h>
#include <string.h>
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
	    "Symbols", "Synopsis", "Procedure", "“", "”", "‘", "’" } },
	{ "de", { "Teil", "Kapitel", "Anhang", "Vorwort", "Artikel",
	    "Abschnitt", "Tabelle", "Abbildung", "Beispiel", "Gleichung",
	    "Glossar", "Literaturverzeichnis", "Stichwortverzeichnis",
	    "Siehe", "Siehe auch", "Anmerkung", "Tipp", "Warnung",
	    "Vorsicht", "Wichtig", "Gefahr", "Schritt", "F", "A", "S.",
	    "Zusammenfassung", "Titelei", "Inhalt", "Ohne Titel", "Symbole",
	    "Übersicht", "Prozedur", "„", "“", "‚", "‘" } },
	{ "fr", { "Partie", "Chapitre", "Annexe", "Préface", "Article",
	    "Section", "Tableau", "Figure", "Exemple", "Équation",
	    "Glossaire", "Bibliographie", "Index", "Voir", "Voir aussi",
	    "Note", "Astuce", "Avertissement", "Attention", "Important",
	    "Danger", "étape", "Q", "R", "p.", "Résumé",
	    "Pages liminaires", "Table des matières", "Sans titre",
	    "Symboles", "Synopsis", "Procédure", "«\u00a0", "\u00a0»", "“",
	    "”" } },
	{ "es", { "Parte", "Capítulo", "Apéndice", "Prefacio", "Artículo",
	    "Sección", "Tabla", "Figura", "Ejemplo", "Ecuación", "Glosario",
	    "Bibliografía", "Índice", "Véase", "Véase también", "Nota",
	    "Sugerencia", "Aviso", "Atención", "Importante", "Peligro",
	    "paso", "P", "R", "pág.", "Resumen", "Preliminares",
	    "Contenido", "Sin título", "Símbolos",
	    "Sinopsis", "Procedimiento", "«", "»", "“", "”" } },
	{ "it", { "Parte", "Capitolo", "Appendice", "Prefazione", "Articolo",
	    "Sezione", "Tabella", "Figura", "Esempio", "Equazione",
	    "Glossario", "Bibliografia", "Indice analitico", "Vedi",
	    "Vedi anche", "Nota", "Suggerimento", "Avvertimento",
	    "Attenzione", "Importante", "Pericolo", "passo", "D", "R", "p.",
	    "Sommario", "Pagine preliminari", "Indice", "Senza titolo",
	    "Simboli", "Sinossi", "Procedura", "«", "»", "“", "”" } },
	{ "pt", { "Parte", "Capítulo", "Apêndice", "Prefácio", "Artigo",
	    "Seção", "Tabela", "Figura", "Exemplo", "Equação", "Glossário",
	    "Bibliografia", "Índice remissivo", "Ver", "Ver também", "Nota",
	    "Dica", "Aviso", "Cuidado", "Importante", "Perigo", "passo",
	    "P", "R", "p.", "Resumo", "Páginas iniciais", "Sumário",
	    "Sem título", "Símbolos",
	    "Sinopse", "Procedimento", "“", "”", "‘", "’" } },
	{ "nl", { "Deel", "Hoofdstuk", "Bijlage", "Voorwoord", "Artikel",
	    "Paragraaf", "Tabel", "Figuur", "Voorbeeld", "Vergelijking",
	    "Verklarende woordenlijst", "Bibliografie", "Register", "Zie",
	    "Zie ook", "Opmerking", "Tip", "Waarschuwing", "Let op",
	    "Belangrijk", "Gevaar", "stap", "V", "A", "p.", "Samenvatting",
	    "Voorwerk", "Inhoud", "Zonder titel", "Symbolen",
	    "Samenvatting", "Procedure", "“", "”", "‘", "’" } },
	{ "la", { "Pars", "Caput", "Appendix", "Praefatio", "Articulus",
	    "Sectio", "Tabula", "Figura", "Exemplum", "Aequatio",
	    "Glossarium", "Bibliographia", "Index", "Vide", "Vide etiam",
	    "Nota", "Consilium", "Monitum", "Cave", "Nota bene",
	    "Periculum", "gradus", "Q", "R", "p.", "Summarium",
	    "Praeliminaria", "Argumenta", "Sine titulo", "Signa",
	    "Synopsis", "Progressio", "“", "”", "‘", "’" } },
	{ "pl", { "Część", "Rozdział", "Dodatek", "Przedmowa", "Artykuł",
	    "Sekcja", "Tabela", "Rysunek", "Przykład", "Równanie", "Glosariusz",
	    "Bibliografia", "Indeks", "Patrz", "Patrz też", "Uwaga",
	    "Podpowiedź", "Ostrzeżenie", "Ostrzeżenie", "Ważne",
	    "Niebezpieczeństwo", "krok", "P", "O", "s.", "Abstrakt",
	    "Strony wstępne", "Spis treści", "Bez tytułu", "Symbole",
	    "Streszczenie", "Procedura", "„", "”", "«", "»" } },
	{ "ru", { "Часть", "Глава", "Приложение", "Предисловие", "Статья",
	    "Раздел", "Таблица", "Рисунок", "Пример", "Формула", "Глоссарий",
	    "Библиография", "Предметный указатель", "См.", "См. также",
	    "Примечание", "Подсказка", "Предупреждение", "Внимание", "Важно",
	    "Опасность", "шаг", "В", "О", "с.", "Аннотация", "Вводная часть",
	    "Содержание", "Без названия", "Символы", "Синопсис", "Процедура",
	    "«", "»", "„", "“" } },
	{ "uk", { "Частина", "Розділ", "Додаток", "Передмова", "Стаття",
	    "Розділ", "Таблиця", "Рисунок", "Приклад", "Формула", "Глосарій",
	    "Література", "Покажчик", "Див.", "Див. також", "Примітка",
	    "Підказка", "Застереження", "Застереження", "Важливо", "Небезпека",
	    "крок", "П", "В", "с.", "Анотація", "Вступна частина", "Зміст",
	    "Без назви", "Символи", "Короткий огляд", "Процедура", "«", "»",
	    "„", "“" } },
	{ "cs", { "Část", "Kapitola", "Příloha", "Předmluva", "Článek", "Oddíl",
	    "Tabulka", "Obrázek", "Příklad", "Rovnice", "Slovník",
	    "Bibliografie", "Rejstřík", "Viz", "Viz též", "Poznámka", "Tip",
	    "Varování", "Výstraha", "Důležité", "Nebezpečí", "krok", "Ot", "Od",
	    "s.", "Abstrakt", "Úvodní strany", "Obsah", "Bez názvu", "Symboly",
	    "Přehled", "Postup", "„", "“", "‚", "‘" } },
	{ "sv", { "Del", "Kapitel", "Appendix", "Företal", "Artikel", "Avsnitt",
	    "Tabell", "Figur", "Exempel", "Ekvation", "Gloslista",
	    "Bibliografi", "Index", "Se", "Se även", "Notera", "Tips",
	    "Varning", "Observera", "Viktigt", "Fara", "steg", "F", "S", "s.",
	    "Sammanfattning", "Inledande sidor", "Innehållsförteckning",
	    "Utan titel", "Symboler", "Synopsis", "Procedur", "”", "”", "’",
	    "’" } },
	{ "da", { "Del", "Kapitel", "Appendiks", "Forord", "Artikel", "Afsnit",
	    "Tabel", "Figur", "Eksempel", "Ligning", "Ordliste",
	    "Litteraturliste", "Stikordsregister", "Se", "Se også", "Bemærk",
	    "Vink", "Advarsel", "Pas på", "Vigtigt", "Fare", "trin", "Sp", "Sv",
	    "s.", "Resumé", "Indledende sider", "Indholdsfortegnelse",
	    "Uden titel", "Symboler", "Synopsis", "Procedure", "“", "”", "‘",
	    "’" } },
	{ "nb", { "Del", "Kapittel", "Tillegg", "Forord", "Artikkel", "Seksjon",
	    "Tabell", "Figur", "Eksempel", "Formel", "Ordliste", "Bibliografi",
	    "Register", "Se", "Se også", "Notat", "Tips", "Advarsel", "Obs",
	    "Viktig", "Fare", "trinn", "Sp", "Sv", "s.", "Sammendrag",
	    "Innledende sider", "Innholdsfortegnelse", "Uten tittel",
	    "Symboler", "Synopsis", "Prosedyre", "«", "»", "“", "”" } },
	{ "fi", { "Osa", "Luku", "Liite", "Esipuhe", "Artikkeli", "Kohta",
	    "Taulu", "Kuva", "Esimerkki", "Kaava", "Sanasto", "Lähteet",
	    "Indeksi", "Katso", "Katso myös", "Huomaa", "Vihje", "Varoitus",
	    "Varo", "Tärkeää", "Vaara", "vaihe", "K", "V", "s.", "Tiivistelmä",
	    "Alkusivut", "Sisällys", "Nimetön", "Symbolit", "Yhteenveto",
	    "Menettely", "”", "”", "’", "’" } },
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

enum locale_word
locale_admonition(const char *type)
{
	static const struct {
		const char *type;
		enum locale_word word;
	} rows[] = { { "tip", LOCALE_TIP }, { "warning", LOCALE_WARNING },
		{ "caution", LOCALE_CAUTION },
		{ "important", LOCALE_IMPORTANT },
		{ "danger", LOCALE_DANGER } };

	for (size_t i = 0; type && i < COUNT(rows); i++) {
		if (strcmp(type, rows[i].type) == 0)
			return rows[i].word;
	}
	return LOCALE_NOTE;
}
