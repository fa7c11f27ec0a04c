"""What surrounds an article and is no part of it: who wrote it and when, whose a picture is, links to more.

A line is recognised by its form alone, in the languages that are listed; a coder can always correct its kind.
"""

import re

_TOP = 4  # paragraphs among which it is said who wrote the article, and when
_UPPER = r"[^\W\d_a-z\u00df-\u00ff]"
_NAME = rf"(?:{_UPPER}\S*|d[aeiou]|del|del?la|des|v[ao]n|der|den|te[nr]|bin|al|el|l[ae]|[yei]|et|und|and|og|och|&)"
_BYLINE = re.compile(
    rf"[Bb][Yy](?= {_UPPER})( [^\W\d_]\S*){{1,7}}"
    r"|(?i:author|autor|autora|autore|\u0430\u0432\u0442\u043e\u0440)s?\s?:.{1,80}"
)
# prepositions that may begin a title too, so that no first line counts
_OTHER_BYLINE = re.compile(
    rf"(?:[Pp]ar|PAR|[Vv]on|VON|[Pp]or|POR|[Dd][ie]|[Dd]oor|[Aa][fv]|[Tt]e(?:ks|x)t:)(?= {_UPPER})( {_NAME}){{2,8}}"
)
_MONTH = r"(?!of\b|de\b)[^\W\d_]{3,}\.?"
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th|er|\.|\u00ba)?"
_YEAR = r"[12][0-9]{3}"
_DATE = (
    rf"{_DAY}(?: of| de)? {_MONTH},?(?: del?)? {_YEAR}|{_MONTH} {_DAY},? {_YEAR}|{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
    rf"|[0-9]{{1,2}}[./][0-9]{{1,2}}[./]{_YEAR}|{_YEAR}\u5e74[0-9]{{1,2}}\u6708[0-9]{{1,2}}\u65e5"
)
_TIME = r"(?:,?(?: \w{1,3})? [0-9]{1,2}[:.h][0-9]{2}.{0,12})?"
_DATED = re.compile(rf"(?:[^\W\d_]+:? ?){{0,3}}(?:{_DATE}){_TIME}")
# the place and the day, before the first sentence
_DATELINE = re.compile(
    rf"{_UPPER}[^a-z\u00df-\u00ff0-9]*, (?:{_MONTH} {_DAY}|{_DAY} {_MONTH})(?:,? {_YEAR})?(?: \(.+\))?"
)
_CREDIT = re.compile(
    r"(?i)\(?(?:photo(?:graph|graphie)?|foto(?:graf\w+)?|picture|image[nm]?|imagen|imagem|immagine|bild"
    r"|illustration|illustrazione|ilustraci\u00f3n|gra[fp]h?ik?|graphic|credit|cr\u00e9dits?(?: photo)?|cr\u00e9ditos?"
    r"|\u0444\u043e\u0442\u043e|\u7167\u7247|\u56fe\u7247|\u5199\u771f)s?(?: credits?)?\s?(?::|\uff1a| by )"
    r"|\u00a9|\(c\) "
)
# teasers, shares, letters, dates of the page, captions, links to more
AROUND = re.compile(
    r"(?i)\W*((read|see|listen|watch|more|related|also)\b( more| also| next| on)?\s*:|read (more|next|also)\b"
    r"|share (this|on)\b|(sign up|subscribe)\b|advertise?ment\b|newsletter\b|follow us\b|comments?\W*$"
    r"|(last )?(published|updated|posted)\b( on| at)?\W|[0-9]+ (min|minutes?) read\b"
    r"|(photo|image|caption|illustration)\b.{0,12}:|\((photo|image)\b"
    r"|(\u00e0 )?lire (aussi|\u00e9galement)\b|publi\u00e9 le\b|mis \u00e0 jour\b|partager\b|(abonnez|inscrivez)-vous\b"
    r"|lesen sie\b|mehr zum thema\b|ver\u00f6ffentlicht am\b|teilen\b|anzeige\b|abonnieren\b"
    r"|leer? (m\u00e1s|tambi\u00e9n)\b|publicado\b|comparti[rl]|suscr\u00edb|leia (mais|tamb\u00e9m)\b|assine\b"
    r"|leggi (anche|tutto)\b|pubblicato il\b|condividi\b|iscriviti\b|lees (ook|meer|verder)\b"
    r"|\u0447\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043a\u0436\u0435"
    r"|\u043f\u043e\u0434\u043f\u0438\u0441|\u043f\u043e\u0434\u0435\u043b\u0438)"
)
_ABOUT_AUTHOR = re.compile(
    r"(?i)(about the authors?|\u00e0 propos (de l['\u2019]|des )aut|l['\u2019]aut(eur|rice|ore|rici)\b"
    r"|(\u00fcber|zu[rm]?) ((den|die|der) )?autor|der autor|die autorin|(sobre )?(el|la|o|a) autora?\b"
    r"|sobre (os|las|los|as) autor|over de auteur|\u043e\u0431 \u0430\u0432\u0442\u043e\u0440"
    r"|\u4f5c\u8005\u7b80\u4ecb|\u8457\u8005)"
)


def is_about_author(heading: str) -> bool:
    """Return whether what stands under a heading is about the author of the article."""
    return _ABOUT_AUTHOR.match(heading) is not None


def is_credit(line: str, number: int, author: str) -> bool:
    """Return whether a line that could be a heading, the ``number``-th paragraph, is no part of the article.

    ``author`` is the name of the author, or empty.
    """
    if is_picture_credit(line) or AROUND.match(line):
        return True
    if number > _TOP:
        return False
    has_author = author and author.casefold() in line.casefold() and len(line) < 2 * len(author) + 20
    if has_author or _BYLINE.fullmatch(line) or re.fullmatch(_DATE, line) or _DATELINE.fullmatch(line):
        return True
    return number > 1 and bool(_OTHER_BYLINE.fullmatch(line) or _DATED.fullmatch(line))


def is_picture_credit(paragraph: str) -> bool:
    """Return whether a paragraph begins as the credit of a picture does."""
    return _CREDIT.match(paragraph) is not None
