/* Generated words by language. */
#include "model/locale.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/mem.h"

enum { TAG_MAX = 35 /* a longer tag is not looked at whole */ };

struct language {
	char tag[8];
	/* Every word in the order of enum locale_word, each but the last
	 * ended by \0: one string, as every pointer costs the start. */
	const char *words;
	/* In the same way how those before LOCALE_NUMBERED stand with a
	 * number, % (empty: the word, a space, the number); NULL: all so. */
	const char *numbered;
};

/* clang-format off */
static const struct language languages[] = {
	{ "en",
	    "Part\0Chapter\0Appendix\0Article\0Section\0Table\0Figure\0"
	    "Example\0Equation\0Procedure\0step\0p.\0Preface\0Glossary\0"
	    "Bibliography\0Index\0See\0See also\0Note\0Tip\0Warning\0"
	    "Caution\0Important\0Danger\0Q\0A\0Abstract\0Front matter\0"
	    "Contents\0Untitled\0Symbols\0Synopsis\0“\0”\0‘\0’",
	    NULL },
	{ "ar",
	    "الجزء\0الفصل\0الملحق\0المقالة\0القسم\0الجدول\0الشكل\0المثال\0"
	    "المعادلة\0الإجراء\0الخطوة\0ص\0تمهيد\0مسرد المصطلحات\0المراجع\0"
	    "الفهرس\0انظر\0انظر أيضًا\0ملاحظة\0نصيحة\0تحذير\0تنبيه\0مهم\0"
	    "خطر\0س\0ج\0الملخص\0الصفحات التمهيدية\0المحتويات\0بدون عنوان\0"
	    "رموز\0الصيغة\0«\0»\0“\0”",
	    NULL },
	{ "bg",
	    "Част\0Глава\0Приложение\0Статия\0Раздел\0Таблица\0Фигура\0"
	    "Пример\0Формула\0Процедура\0стъпка\0с.\0Предговор\0Речник\0"
	    "Библиография\0Азбучен указател\0Вж.\0Вж. също\0Забележка\0"
	    "Подсказка\0Предупреждение\0Внимание\0Важно\0Опасност\0В\0О\0"
	    "Резюме\0Уводна част\0Съдържание\0Без заглавие\0Символи\0"
	    "Синтаксис\0„\0“\0„\0“",
	    NULL },
	{ "cnr",
	    "Dio\0Poglavlje\0Dodatak\0Članak\0Odjeljak\0Tabela\0Slika\0"
	    "Primjer\0Jednačina\0Postupak\0korak\0str.\0Predgovor\0Rječnik\0"
	    "Literatura\0Indeks\0Vidi\0Vidi i\0Napomena\0Savjet\0"
	    "Upozorenje\0Oprez\0Važno\0Opasnost\0P\0O\0Sažetak\0"
	    "Uvodne stranice\0Sadržaj\0Bez naslova\0Simboli\0Pregled\0„\0“\0"
	    "‘\0‘",
	    NULL },
	{ "cs",
	    "Část\0Kapitola\0Příloha\0Článek\0Oddíl\0Tabulka\0Obrázek\0"
	    "Příklad\0Rovnice\0Postup\0krok\0s.\0Předmluva\0Slovník\0"
	    "Bibliografie\0Rejstřík\0Viz\0Viz též\0Poznámka\0Tip\0Varování\0"
	    "Výstraha\0Důležité\0Nebezpečí\0Ot\0Od\0Abstrakt\0"
	    "Úvodní strany\0Obsah\0Bez názvu\0Symboly\0Přehled\0„\0“\0‚\0‘",
	    NULL },
	{ "da",
	    "Del\0Kapitel\0Appendiks\0Artikel\0Afsnit\0Tabel\0Figur\0"
	    "Eksempel\0Ligning\0Procedure\0trin\0s.\0Forord\0Ordliste\0"
	    "Litteraturliste\0Stikordsregister\0Se\0Se også\0Bemærk\0Vink\0"
	    "Advarsel\0Pas på\0Vigtigt\0Fare\0Sp\0Sv\0Resumé\0"
	    "Indledende sider\0Indholdsfortegnelse\0Uden titel\0Symboler\0"
	    "Synopsis\0“\0”\0‘\0’",
	    NULL },
	{ "de",
	    "Teil\0Kapitel\0Anhang\0Artikel\0Abschnitt\0Tabelle\0Abbildung\0"
	    "Beispiel\0Gleichung\0Prozedur\0Schritt\0S.\0Vorwort\0Glossar\0"
	    "Literaturverzeichnis\0Stichwortverzeichnis\0Siehe\0Siehe auch\0"
	    "Anmerkung\0Tipp\0Warnung\0Vorsicht\0Wichtig\0Gefahr\0F\0A\0"
	    "Zusammenfassung\0Titelei\0Inhalt\0Ohne Titel\0Symbole\0"
	    "Übersicht\0„\0“\0‚\0‘",
	    NULL },
	{ "el",
	    "Μέρος\0Κεφάλαιο\0Παράρτημα\0Άρθρο\0Τμήμα\0Πίνακας\0Σχήμα\0"
	    "Παράδειγμα\0Εξίσωση\0Διαδικασία\0βήμα\0σ.\0Πρόλογος\0"
	    "Γλωσσάριο\0Βιβλιογραφία\0Ευρετήριο\0Βλ.\0Βλ. επίσης\0Σημείωση\0"
	    "Υπόδειξη\0Προειδοποίηση\0Προσοχή\0Σημαντικό\0Κίνδυνος\0Ε\0Α\0"
	    "Περίληψη\0Εισαγωγικές σελίδες\0Περιεχόμενα\0Χωρίς τίτλο\0"
	    "Σύμβολα\0Σύνοψη\0«\0»\0“\0”",
	    NULL },
	{ "es",
	    "Parte\0Capítulo\0Apéndice\0Artículo\0Sección\0Tabla\0Figura\0"
	    "Ejemplo\0Ecuación\0Procedimiento\0paso\0pág.\0Prefacio\0"
	    "Glosario\0Bibliografía\0Índice\0Véase\0Véase también\0Nota\0"
	    "Sugerencia\0Aviso\0Atención\0Importante\0Peligro\0P\0R\0"
	    "Resumen\0Preliminares\0Contenido\0Sin título\0Símbolos\0"
	    "Sinopsis\0«\0»\0“\0”",
	    NULL },
	{ "et",
	    "Osa\0Peatükk\0Lisa\0Artikkel\0Jaotis\0Tabel\0Joonis\0Näide\0"
	    "Valem\0Protseduur\0samm\0lk\0Eessõna\0Sõnastik\0Bibliograafia\0"
	    "Aineregister\0Vt\0Vt ka\0Märkus\0Vihje\0Hoiatus\0Ettevaatust\0"
	    "Oluline\0Oht\0K\0V\0Kokkuvõte\0Eellehed\0Sisukord\0"
	    "Pealkirjata\0Sümbolid\0Ülevaade\0„\0“\0‚\0‘",
	    "% osa\0%. peatükk\0\0\0\0\0\0\0\0\0%. samm\0" },
	{ "fa",
	    "بخش\0فصل\0پیوست\0مقاله\0قسمت\0جدول\0شکل\0مثال\0معادله\0روال\0"
	    "گام\0ص\0پیش‌گفتار\0واژه‌نامه\0کتاب‌نامه\0نمایه\0ببینید\0"
	    "نیز ببینید\0یادداشت\0نکته\0هشدار\0احتیاط\0مهم\0خطر\0پ\0ج\0"
	    "چکیده\0صفحات آغازین\0فهرست مطالب\0بدون عنوان\0نمادها\0خلاصه\0"
	    "«\0»\0‹\0›",
	    NULL },
	{ "fi",
	    "Osa\0Luku\0Liite\0Artikkeli\0Kohta\0Taulu\0Kuva\0Esimerkki\0"
	    "Kaava\0Menettely\0vaihe\0s.\0Esipuhe\0Sanasto\0Lähteet\0"
	    "Indeksi\0Katso\0Katso myös\0Huomaa\0Vihje\0Varoitus\0Varo\0"
	    "Tärkeää\0Vaara\0K\0V\0Tiivistelmä\0Alkusivut\0Sisällys\0"
	    "Nimetön\0Symbolit\0Yhteenveto\0”\0”\0’\0’",
	    NULL },
	{ "fr",
	    "Partie\0Chapitre\0Annexe\0Article\0Section\0Tableau\0Figure\0"
	    "Exemple\0Équation\0Procédure\0étape\0p.\0Préface\0Glossaire\0"
	    "Bibliographie\0Index\0Voir\0Voir aussi\0Note\0Astuce\0"
	    "Avertissement\0Attention\0Important\0Danger\0Q\0R\0Résumé\0"
	    "Pages liminaires\0Table des matières\0Sans titre\0Symboles\0"
	    "Synopsis\0«\u00a0\0\u00a0»\0“\0”",
	    NULL },
	{ "ga",
	    "Cuid\0Caibidil\0Aguisín\0Alt\0Rannán\0Tábla\0Léaráid\0Sampla\0"
	    "Cothromóid\0Gnás\0céim\0lch.\0Réamhrá\0Gluais\0Leabharliosta\0"
	    "Innéacs\0Féach\0Féach freisin\0Nóta\0Leid\0Rabhadh\0Fainic\0"
	    "Tábhachtach\0Contúirt\0C\0F\0Achoimre\0Réamhleathanaigh\0"
	    "Clár ábhair\0Gan teideal\0Siombailí\0Achoimre\0“\0”\0‘\0’",
	    NULL },
	{ "he",
	    "חלק\0פרק\0נספח\0מאמר\0סעיף\0טבלה\0איור\0דוגמה\0משוואה\0הליך\0"
	    "שלב\0עמ׳\0הקדמה\0מילון מונחים\0ביבליוגרפיה\0מפתח\0ראו\0ראו גם\0"
	    "הערה\0עצה\0אזהרה\0זהירות\0חשוב\0סכנה\0ש\0ת\0תקציר\0"
	    "עמודי פתיחה\0תוכן העניינים\0ללא כותרת\0סמלים\0תמצית\0”\0”\0’\0’",
	    NULL },
	{ "hr",
	    "Dio\0Poglavlje\0Dodatak\0Članak\0Odjeljak\0Tablica\0Slika\0"
	    "Primjer\0Jednadžba\0Postupak\0korak\0str.\0Predgovor\0Rječnik\0"
	    "Literatura\0Kazalo\0Vidi\0Vidi i\0Napomena\0Savjet\0"
	    "Upozorenje\0Oprez\0Važno\0Opasnost\0P\0O\0Sažetak\0"
	    "Uvodne stranice\0Sadržaj\0Bez naslova\0Simboli\0Pregled\0„\0“\0"
	    "‚\0‘",
	    NULL },
	{ "hu",
	    "Rész\0Fejezet\0Függelék\0Cikk\0Szakasz\0Táblázat\0Ábra\0Példa\0"
	    "Egyenlet\0Eljárás\0lépés\0oldal\0Előszó\0Szójegyzék\0"
	    "Irodalomjegyzék\0Tárgymutató\0Lásd\0Lásd még\0Megjegyzés\0"
	    "Tipp\0Figyelmeztetés\0Vigyázat\0Fontos\0Veszély\0K\0V\0"
	    "Kivonat\0Címnegyedív\0Tartalom\0Cím nélkül\0Szimbólumok\0"
	    "Áttekintés\0„\0”\0»\0«",
	    "%. rész\0%. fejezet\0%. függelék\0%. cikk\0%. szakasz\0"
	    "%. táblázat\0%. ábra\0%. példa\0%. egyenlet\0%. eljárás\0"
	    "%. lépés\0%. oldal" },
	{ "id",
	    "Bagian\0Bab\0Lampiran\0Artikel\0Subbab\0Tabel\0Gambar\0Contoh\0"
	    "Persamaan\0Prosedur\0langkah\0hlm.\0Kata pengantar\0Glosarium\0"
	    "Daftar pustaka\0Indeks\0Lihat\0Lihat juga\0Catatan\0Tip\0"
	    "Peringatan\0Perhatian\0Penting\0Bahaya\0T\0J\0Abstrak\0"
	    "Halaman awal\0Daftar isi\0Tanpa judul\0Simbol\0Ikhtisar\0“\0”\0"
	    "‘\0’",
	    NULL },
	{ "is",
	    "Hluti\0Kafli\0Viðauki\0Grein\0Undirkafli\0Tafla\0Mynd\0Dæmi\0"
	    "Jafna\0Vinnuferli\0skref\0bls.\0Formáli\0Orðalisti\0"
	    "Heimildaskrá\0Atriðaskrá\0Sjá\0Sjá einnig\0Athugasemd\0"
	    "Ábending\0Aðvörun\0Varúð\0Mikilvægt\0Hætta\0Sp\0Sv\0Ágrip\0"
	    "Inngangssíður\0Efnisyfirlit\0Án titils\0Tákn\0Samantekt\0„\0“\0"
	    "‚\0‘",
	    "%. hluti\0%. kafli\0\0\0\0\0\0\0\0\0%. skref\0" },
	{ "it",
	    "Parte\0Capitolo\0Appendice\0Articolo\0Sezione\0Tabella\0"
	    "Figura\0Esempio\0Equazione\0Procedura\0passo\0p.\0Prefazione\0"
	    "Glossario\0Bibliografia\0Indice analitico\0Vedi\0Vedi anche\0"
	    "Nota\0Suggerimento\0Avvertimento\0Attenzione\0Importante\0"
	    "Pericolo\0D\0R\0Sommario\0Pagine preliminari\0Indice\0"
	    "Senza titolo\0Simboli\0Sinossi\0«\0»\0“\0”",
	    NULL },
	{ "ja",
	    "部\0章\0付録\0記事\0節\0表\0図\0例\0式\0手順\0ステップ\0"
	    "ページ\0前書き\0用語集\0参考文献\0索引\0参照\0関連項目\0注記\0"
	    "ヒント\0警告\0注意\0重要\0危険\0問\0答\0概要\0前付\0目次\0"
	    "無題\0記号\0書式\0「\0」\0『\0』",
	    "第%部\0第%章\0付録%\0\0%節\0表%\0図%\0例%\0式%\0手順%\0"
	    "ステップ%\0%ページ" },
	{ "ko",
	    "부\0장\0부록\0문서\0절\0표\0그림\0예\0수식\0절차\0단계\0쪽\0"
	    "서문\0용어집\0참고문헌\0색인\0참조\0함께 참조\0참고\0도움말\0"
	    "경고\0주의\0중요\0위험\0문\0답\0초록\0앞붙이\0차례\0제목 없음\0"
	    "기호\0개요\0“\0”\0‘\0’",
	    "제%부\0제%장\0\0\0%절\0\0\0\0\0\0단계 %\0%쪽" },
	{ "la",
	    "Pars\0Caput\0Appendix\0Articulus\0Sectio\0Tabula\0Figura\0"
	    "Exemplum\0Aequatio\0Progressio\0gradus\0p.\0Praefatio\0"
	    "Glossarium\0Bibliographia\0Index\0Vide\0Vide etiam\0Nota\0"
	    "Consilium\0Monitum\0Cave\0Nota bene\0Periculum\0Q\0R\0"
	    "Summarium\0Praeliminaria\0Argumenta\0Sine titulo\0Signa\0"
	    "Synopsis\0“\0”\0‘\0’",
	    NULL },
	{ "lb",
	    "Deel\0Kapitel\0Anhang\0Artikel\0Abschnitt\0Tabell\0Figur\0"
	    "Beispill\0Equatioun\0Prozedur\0Schrëtt\0S.\0Virwuert\0Glossar\0"
	    "Bibliographie\0Register\0Kuckt\0Kuckt och\0Bemierkung\0Tipp\0"
	    "Warnung\0Opgepasst\0Wichteg\0Gefor\0F\0Ä\0Resumé\0Virspann\0"
	    "Inhalt\0Ouni Titel\0Symboler\0Iwwersiicht\0„\0“\0‚\0‘",
	    NULL },
	{ "lt",
	    "Dalis\0Skyrius\0Priedas\0Straipsnis\0Skirsnis\0Lentelė\0"
	    "Paveikslas\0Pavyzdys\0Lygtis\0Procedūra\0žingsnis\0p.\0"
	    "Pratarmė\0Terminų žodynas\0Bibliografija\0Rodyklė\0Žr.\0"
	    "Taip pat žr.\0Pastaba\0Patarimas\0Įspėjimas\0Atsargiai\0"
	    "Svarbu\0Pavojus\0K\0A\0Santrauka\0Įvadiniai puslapiai\0"
	    "Turinys\0Be pavadinimo\0Simboliai\0Apžvalga\0„\0“\0‚\0‘",
	    "% dalis\0% skyrius\0% priedas\0% straipsnis\0% skirsnis\0"
	    "% lentelė\0% pav.\0% pavyzdys\0% lygtis\0% procedūra\0"
	    "% žingsnis\0" },
	{ "lv",
	    "Daļa\0Nodaļa\0Pielikums\0Raksts\0Sadaļa\0Tabula\0Attēls\0"
	    "Piemērs\0Vienādojums\0Procedūra\0solis\0lpp.\0Priekšvārds\0"
	    "Glosārijs\0Bibliogrāfija\0Rādītājs\0Skatīt\0Skatīt arī\0"
	    "Piezīme\0Ieteikums\0Brīdinājums\0Uzmanību\0Svarīgi\0Bīstami\0"
	    "J\0A\0Anotācija\0Ievada lapas\0Saturs\0Bez nosaukuma\0Simboli\0"
	    "Sinopse\0“\0”\0‘\0’",
	    "% daļa\0%. nodaļa\0% pielikums\0%. raksts\0%. sadaļa\0"
	    "%. tabula\0%. attēls\0%. piemērs\0%. vienādojums\0"
	    "%. procedūra\0%. solis\0%. lpp." },
	{ "mk",
	    "Дел\0Глава\0Додаток\0Статија\0Оддел\0Табела\0Слика\0Пример\0"
	    "Равенка\0Постапка\0чекор\0стр.\0Предговор\0Поимник\0"
	    "Литература\0Индекс\0Види\0Види и\0Забелешка\0Совет\0"
	    "Предупредување\0Внимание\0Важно\0Опасност\0П\0О\0Апстракт\0"
	    "Воведни страници\0Содржина\0Без наслов\0Симболи\0Преглед\0„\0"
	    "“\0‚\0‘",
	    NULL },
	{ "mt",
	    "Parti\0Kapitolu\0Appendiċi\0Artiklu\0Taqsima\0Tabella\0Figura\0"
	    "Eżempju\0Ekwazzjoni\0Proċedura\0pass\0p.\0Prefazju\0Glossarju\0"
	    "Biblijografija\0Indiċi\0Ara\0Ara wkoll\0Nota\0Ħjiel\0Twissija\0"
	    "Attenzjoni\0Importanti\0Periklu\0M\0T\0Sommarju\0"
	    "Paġni preliminari\0Werrej\0Bla titlu\0Simboli\0Sinossi\0“\0”\0"
	    "‘\0’",
	    NULL },
	{ "nb",
	    "Del\0Kapittel\0Tillegg\0Artikkel\0Seksjon\0Tabell\0Figur\0"
	    "Eksempel\0Formel\0Prosedyre\0trinn\0s.\0Forord\0Ordliste\0"
	    "Bibliografi\0Register\0Se\0Se også\0Notat\0Tips\0Advarsel\0"
	    "Obs\0Viktig\0Fare\0Sp\0Sv\0Sammendrag\0Innledende sider\0"
	    "Innholdsfortegnelse\0Uten tittel\0Symboler\0Synopsis\0«\0»\0“\0"
	    "”",
	    NULL },
	{ "nl",
	    "Deel\0Hoofdstuk\0Bijlage\0Artikel\0Paragraaf\0Tabel\0Figuur\0"
	    "Voorbeeld\0Vergelijking\0Procedure\0stap\0p.\0Voorwoord\0"
	    "Verklarende woordenlijst\0Bibliografie\0Register\0Zie\0"
	    "Zie ook\0Opmerking\0Tip\0Waarschuwing\0Let op\0Belangrijk\0"
	    "Gevaar\0V\0A\0Samenvatting\0Voorwerk\0Inhoud\0Zonder titel\0"
	    "Symbolen\0Samenvatting\0“\0”\0‘\0’",
	    NULL },
	{ "nn",
	    "Del\0Kapittel\0Tillegg\0Artikkel\0Seksjon\0Tabell\0Figur\0"
	    "Døme\0Formel\0Prosedyre\0steg\0s.\0Forord\0Ordliste\0"
	    "Bibliografi\0Register\0Sjå\0Sjå òg\0Merknad\0Tips\0Åtvaring\0"
	    "Obs\0Viktig\0Fare\0Sp\0Sv\0Samandrag\0Innleiande sider\0"
	    "Innhald\0Utan tittel\0Symbol\0Oversyn\0«\0»\0“\0”",
	    NULL },
	{ "pl",
	    "Część\0Rozdział\0Dodatek\0Artykuł\0Sekcja\0Tabela\0Rysunek\0"
	    "Przykład\0Równanie\0Procedura\0krok\0s.\0Przedmowa\0"
	    "Glosariusz\0Bibliografia\0Indeks\0Patrz\0Patrz też\0Uwaga\0"
	    "Podpowiedź\0Ostrzeżenie\0Ostrzeżenie\0Ważne\0"
	    "Niebezpieczeństwo\0P\0O\0Abstrakt\0Strony wstępne\0"
	    "Spis treści\0Bez tytułu\0Symbole\0Streszczenie\0„\0”\0«\0»",
	    NULL },
	{ "pt",
	    "Parte\0Capítulo\0Apêndice\0Artigo\0Secção\0Tabela\0Figura\0"
	    "Exemplo\0Equação\0Procedimento\0passo\0p.\0Prefácio\0"
	    "Glossário\0Bibliografia\0Índice remissivo\0Ver\0Ver também\0"
	    "Nota\0Dica\0Aviso\0Cuidado\0Importante\0Perigo\0P\0R\0Resumo\0"
	    "Páginas preliminares\0Índice\0Sem título\0Símbolos\0Sinopse\0"
	    "«\0»\0“\0”",
	    NULL },
	{ "pt-BR",
	    "Parte\0Capítulo\0Apêndice\0Artigo\0Seção\0Tabela\0Figura\0"
	    "Exemplo\0Equação\0Procedimento\0passo\0p.\0Prefácio\0"
	    "Glossário\0Bibliografia\0Índice remissivo\0Ver\0Ver também\0"
	    "Nota\0Dica\0Aviso\0Cuidado\0Importante\0Perigo\0P\0R\0Resumo\0"
	    "Páginas iniciais\0Sumário\0Sem título\0Símbolos\0Sinopse\0“\0"
	    "”\0‘\0’",
	    NULL },
	{ "ro",
	    "Parte\0Capitol\0Anexă\0Articol\0Secțiune\0Tabel\0Figură\0"
	    "Exemplu\0Ecuație\0Procedură\0pas\0p.\0Prefață\0Glosar\0"
	    "Bibliografie\0Index\0Vezi\0Vezi și\0Notă\0Sugestie\0"
	    "Avertisment\0Atenție\0Important\0Pericol\0Î\0R\0Rezumat\0"
	    "Pagini preliminare\0Cuprins\0Fără titlu\0Simboluri\0Sinopsis\0"
	    "„\0”\0«\0»",
	    "Partea %\0Capitolul %\0Anexa %\0Articolul %\0Secțiunea %\0"
	    "Tabelul %\0Figura %\0Exemplul %\0Ecuația %\0Procedura %\0"
	    "pasul %\0" },
	{ "ru",
	    "Часть\0Глава\0Приложение\0Статья\0Раздел\0Таблица\0Рисунок\0"
	    "Пример\0Формула\0Процедура\0шаг\0с.\0Предисловие\0Глоссарий\0"
	    "Библиография\0Предметный указатель\0См.\0См. также\0"
	    "Примечание\0Подсказка\0Предупреждение\0Внимание\0Важно\0"
	    "Опасность\0В\0О\0Аннотация\0Вводная часть\0Содержание\0"
	    "Без названия\0Символы\0Синопсис\0«\0»\0„\0“",
	    NULL },
	{ "sk",
	    "Časť\0Kapitola\0Príloha\0Článok\0Oddiel\0Tabuľka\0Obrázok\0"
	    "Príklad\0Rovnica\0Postup\0krok\0s.\0Predslov\0Slovník\0"
	    "Bibliografia\0Register\0Pozri\0Pozri tiež\0Poznámka\0Tip\0"
	    "Varovanie\0Výstraha\0Dôležité\0Nebezpečenstvo\0Ot\0Od\0"
	    "Abstrakt\0Úvodné strany\0Obsah\0Bez názvu\0Symboly\0Prehľad\0"
	    "„\0“\0‚\0‘",
	    NULL },
	{ "sl",
	    "Del\0Poglavje\0Dodatek\0Članek\0Razdelek\0Tabela\0Slika\0"
	    "Primer\0Enačba\0Postopek\0korak\0str.\0Predgovor\0Slovarček\0"
	    "Literatura\0Stvarno kazalo\0Glej\0Glej tudi\0Opomba\0Namig\0"
	    "Opozorilo\0Pozor\0Pomembno\0Nevarnost\0V\0O\0Povzetek\0"
	    "Uvodne strani\0Kazalo\0Brez naslova\0Simboli\0Pregled\0„\0“\0"
	    "‚\0‘",
	    NULL },
	{ "sq",
	    "Pjesë\0Kapitull\0Shtojcë\0Artikull\0Seksion\0Tabelë\0Figurë\0"
	    "Shembull\0Ekuacion\0Procedurë\0hap\0f.\0Parathënie\0Fjalorth\0"
	    "Bibliografi\0Tregues\0Shih\0Shih edhe\0Shënim\0Këshillë\0"
	    "Paralajmërim\0Kujdes\0E rëndësishme\0Rrezik\0Py\0Pë\0"
	    "Përmbledhje\0Faqe hyrëse\0Përmbajtja\0Pa titull\0Simbole\0"
	    "Përmbledhje\0«\0»\0“\0”",
	    "Pjesa %\0Kapitulli %\0Shtojca %\0Artikulli %\0Seksioni %\0"
	    "Tabela %\0Figura %\0Shembulli %\0Ekuacioni %\0Procedura %\0"
	    "hapi %\0" },
	{ "sr",
	    "Део\0Поглавље\0Додатак\0Чланак\0Одељак\0Табела\0Слика\0Пример\0"
	    "Једначина\0Поступак\0корак\0стр.\0Предговор\0Речник\0"
	    "Литература\0Индекс\0Види\0Види и\0Напомена\0Савет\0Упозорење\0"
	    "Опрез\0Важно\0Опасност\0П\0О\0Сажетак\0Уводне странице\0"
	    "Садржај\0Без наслова\0Симболи\0Преглед\0„\0“\0‘\0‘",
	    NULL },
	{ "sr-Latn",
	    "Deo\0Poglavlje\0Dodatak\0Članak\0Odeljak\0Tabela\0Slika\0"
	    "Primer\0Jednačina\0Postupak\0korak\0str.\0Predgovor\0Rečnik\0"
	    "Literatura\0Indeks\0Vidi\0Vidi i\0Napomena\0Savet\0Upozorenje\0"
	    "Oprez\0Važno\0Opasnost\0P\0O\0Sažetak\0Uvodne stranice\0"
	    "Sadržaj\0Bez naslova\0Simboli\0Pregled\0„\0“\0‘\0‘",
	    NULL },
	{ "sv",
	    "Del\0Kapitel\0Appendix\0Artikel\0Avsnitt\0Tabell\0Figur\0"
	    "Exempel\0Ekvation\0Procedur\0steg\0s.\0Företal\0Gloslista\0"
	    "Bibliografi\0Index\0Se\0Se även\0Notera\0Tips\0Varning\0"
	    "Observera\0Viktigt\0Fara\0F\0S\0Sammanfattning\0"
	    "Inledande sidor\0Innehållsförteckning\0Utan titel\0Symboler\0"
	    "Synopsis\0”\0”\0’\0’",
	    NULL },
	{ "tr",
	    "Kısım\0Bölüm\0Ek\0Makale\0Altbölüm\0Tablo\0Şekil\0Örnek\0"
	    "Denklem\0Yönerge\0adım\0s.\0Önsöz\0Sözlükçe\0Kaynakça\0Dizin\0"
	    "Bkz.\0Ayrıca bkz.\0Not\0İpucu\0Uyarı\0Dikkat\0Önemli\0Tehlike\0"
	    "S\0C\0Özet\0Ön sayfalar\0İçindekiler\0Başlıksız\0Simgeler\0"
	    "Özet\0“\0”\0‘\0’",
	    "%. Kısım\0%. Bölüm\0\0\0\0\0\0\0\0\0%. adım\0" },
	{ "uk",
	    "Частина\0Розділ\0Додаток\0Стаття\0Розділ\0Таблиця\0Рисунок\0"
	    "Приклад\0Формула\0Процедура\0крок\0с.\0Передмова\0Глосарій\0"
	    "Література\0Покажчик\0Див.\0Див. також\0Примітка\0Підказка\0"
	    "Застереження\0Застереження\0Важливо\0Небезпека\0П\0В\0"
	    "Анотація\0Вступна частина\0Зміст\0Без назви\0Символи\0"
	    "Короткий огляд\0«\0»\0„\0“",
	    NULL },
	{ "vi",
	    "Phần\0Chương\0Phụ lục\0Bài viết\0Mục\0Bảng\0Hình\0Ví dụ\0"
	    "Phương trình\0Quy trình\0bước\0tr.\0Lời nói đầu\0Thuật ngữ\0"
	    "Thư mục\0Chỉ mục\0Xem\0Xem thêm\0Ghi chú\0Mẹo\0Cảnh báo\0"
	    "Cẩn thận\0Quan trọng\0Nguy hiểm\0H\0Đ\0Tóm tắt\0Các trang đầu\0"
	    "Mục lục\0Không có tiêu đề\0Ký hiệu\0Tóm lược\0“\0”\0‘\0’",
	    NULL },
	{ "zh",
	    "部分\0章\0附录\0文章\0节\0表\0图\0例\0公式\0过程\0步骤\0页\0"
	    "前言\0术语表\0参考书目\0索引\0见\0参见\0注意\0提示\0警告\0"
	    "小心\0重要\0危险\0问\0答\0摘要\0文前\0目录\0无标题\0符号\0"
	    "大纲\0“\0”\0‘\0’",
	    "第 % 部分\0第 % 章\0\0\0第 % 节\0\0\0\0\0\0步骤 %\0第 % 页" },
	{ "zh-Hant",
	    "部\0章\0附錄\0文章\0節\0表\0圖\0範例\0公式\0程序\0步驟\0頁\0"
	    "序言\0詞彙表\0參考文獻\0索引\0見\0另見\0注意\0提示\0警告\0"
	    "小心\0重要\0危險\0問\0答\0摘要\0書前頁\0目錄\0無標題\0符號\0"
	    "大綱\0「\0」\0『\0』",
	    "第 % 部\0第 % 章\0\0\0第 % 節\0\0\0\0\0\0步驟 %\0第 % 頁" },
};

/* Tags that mean a language of the table. */
static const struct {
	char tag[8];
	char means[8];
} aliases[] = {
	{ "bs", "cnr" }, { "in", "id" }, { "iw", "he" }, { "no", "nb" },
	{ "sh", "sr-Latn" }, { "sr-ME", "cnr" }, { "zh-HK", "zh-Hant" },
	{ "zh-MO", "zh-Hant" }, { "zh-TW", "zh-Hant" },
};
/* clang-format on */

static char
fold(char c)
{
	return (char)(c == '_' ? '-' : c | 0x20);
}

static bool
is_tag(const char *tag, const char *lang, size_t size)
{
	size_t i = 0;

	while (i < size && tag[i] && fold(tag[i]) == fold(lang[i]))
		i++;
	return i == size && !tag[i];
}

static const struct language *
find_tag(const char *lang, size_t size)
{
	for (size_t i = 0; i < COUNT(aliases); i++) {
		if (is_tag(aliases[i].tag, lang, size))
			return find_tag(
			    aliases[i].means, strlen(aliases[i].means));
	}
	for (size_t i = 0; i < COUNT(languages); i++) {
		if (is_tag(languages[i].tag, lang, size))
			return &languages[i];
	}
	return NULL;
}

/* The language of a tag, or of as many of its first subtags as are known. */
static const struct language *
find(const char *lang)
{
	size_t size = lang ? strnlen(lang, TAG_MAX) : 0;

	while (size > 0) {
		const struct language *l = find_tag(lang, size);

		if (l)
			return l;
		while (size > 0 && fold(lang[size - 1]) != '-')
			size--;
		size -= size > 0;
	}
	return &languages[0];
}

static const char *
word_at(const char *words, size_t n)
{
	while (n-- > 0)
		words += strlen(words) + 1;
	return words;
}

const char *
locale_word(const char *lang, enum locale_word word)
{
	return word_at(find(lang)->words, word);
}

char *
locale_numbered(const char *lang, enum locale_word word, const char *number)
{
	const struct language *l = find(lang);
	const char *format = l->numbered ? word_at(l->numbered, word) : "";
	size_t before = strcspn(format, "%");

	if (!*format)
		return mem_format("%s %s", word_at(l->words, word), number);
	return mem_format(
	    "%.*s%s%s", (int)before, format, number, format + before + 1);
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
