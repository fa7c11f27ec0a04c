"""Ten short texts of our own in six languages and four forms, as a coder meets them, and how they are to be cut.

``wanted`` are the passages, each beginning with its kind where it is no sentence of the body; ``marks`` are what a
person has to say for that; ``coded`` is one sentence that is coded, by words that stand in it once.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A text in one form, and what comes of it."""

    name: str
    language: str
    author: str
    source: str
    wanted: tuple[str, ...]
    coded: str
    marks: tuple[tuple[str, str], ...] = ()


PLAIN_ENGLISH = Text(
    "ferry.txt",
    "en",
    "Ann Wood",
    """The Ferry Nobody Wants

By Ann Wood
May 3, 2024

The ferry is old. It left the yard at 5 a.m. Monday, and nobody waved. “Will it sail again?” Mayor Reed asked.
‘Never,’ said Dr. Alder. Col. Marsh disagreed.

READ MORE: The bridge that fell

Who will pay?

The town has no money, and the province has no time. See vol. II of the report.
""",
    (
        "heading: The Ferry Nobody Wants",
        "credit: By Ann Wood",
        "credit: May 3, 2024",
        "The ferry is old.",
        "It left the yard at 5 a.m. Monday, and nobody waved.",
        '"Will it sail again?" Mayor Reed asked.',
        "'Never,' said Dr. Alder.",
        "Col. Marsh disagreed.",
        "credit: READ MORE: The bridge that fell",
        "Who will pay?",
        "The town has no money, and the province has no time.",
        "See vol. II of the report.",
    ),
    "the province has no time",
)
PLAIN_FRENCH = Text(
    "tram.txt",
    "fr",
    "Hélène Mercadier",
    """Le tram de trop

Par Hélène Mercadier

Publié le 20 mars 2025

M. Nord a choisi seul. Mme Sud, elle, aurait demandé : « Qui paiera ? » Le tracé, dit J.-P. Delorme, est absurde.
Le Pr. Petit en rit. Pourquoi tant de hâte ? Le 3 mars, la ville a suspendu les travaux. Elle n’a rien expliqué.

À propos de l’autrice

Hélène Mercadier enseigne l’urbanisme.
""",
    (
        "heading: Le tram de trop",
        "credit: Par Hélène Mercadier",
        "credit: Publié le 20 mars 2025",
        "M. Nord a choisi seul.",
        "Mme Sud, elle, aurait demandé : « Qui paiera ? »",
        "Le tracé, dit J.-P. Delorme, est absurde.",
        "Le Pr. Petit en rit.",
        "Pourquoi tant de hâte ?",
        "Le 3 mars, la ville a suspendu les travaux.",
        "Elle n'a rien expliqué.",
        "heading: À propos de l'autrice",
        "author_note: Hélène Mercadier enseigne l'urbanisme.",
    ),
    "la ville a suspendu les travaux",
    (("--join", "Pr. | Petit"),),
)
MARKDOWN_GERMAN = Text(
    "faehre.md",
    "de",
    "Anna Holz",
    """---
title: "Die alte Fähre"
tags: [hafen]
---

# Die alte Fähre

Von Anna Holz

Der Rat tagte am 3. Mai, z. B. über die Fähre. Dr. Sommer sagte: „Sie ist nicht zu retten.“ Das steht in Bd. II.

## Wer zahlt?

- Die Stadt hat kein Geld.
- Das Land schweigt.

| Jahr | Kosten |
|---|---|
| 2019 | 3 |

Niemand fragte die Fischer. Am 12. März kam die Absage.
""",
    (
        "heading: Die alte Fähre",
        "credit: Von Anna Holz",
        "Der Rat tagte am 3. Mai, z. B. über die Fähre.",
        'Dr. Sommer sagte: "Sie ist nicht zu retten."',
        "Das steht in Bd. II.",
        "heading: Wer zahlt?",
        "Die Stadt hat kein Geld.",
        "Das Land schweigt.",
        "Jahr Kosten",
        "2019 3",
        "Niemand fragte die Fischer.",
        "Am 12. März kam die Absage.",
    ),
    "Niemand fragte die Fischer",
)
MARKDOWN_SPANISH = Text(
    "puerto.md",
    "es",
    "Ana Ruiz",
    """# El puerto cerrado

Por Ana Ruiz

El Sr. Ruiz llegó tarde. La Sra. Gil no esperó. «Nadie pagará», dijo el alcalde. ¿Quién lo decidió?

> El puerto es de todos.

![barco](barco.jpg)

Foto: Luis Mar

El informe n.º 5 lo explica. Fue aprobado el 20 de marzo.[^1]

[^1]: Acta del pleno.
""",
    (
        "heading: El puerto cerrado",
        "credit: Por Ana Ruiz",
        "El Sr. Ruiz llegó tarde.",
        "La Sra. Gil no esperó.",
        "«Nadie pagará», dijo el alcalde.",
        "¿Quién lo decidió?",
        "El puerto es de todos.",
        "credit: Foto: Luis Mar",
        "El informe n.º 5 lo explica.",
        "Fue aprobado el 20 de marzo.",
        "Acta del pleno.",
    ),
    "La Sra. Gil no esperó",
)


def _page(title: str, body: str, head: str = "<meta charset='utf-8'>") -> str:
    return (
        f"<html><head>{head}<title>{title}</title></head><body><nav><a href='/'>Start</a></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer>Contact us</footer></body></html>"
    )


PAGE_ENGLISH = Text(
    "quay.html",
    "en",
    "Bo Reed",
    _page(
        "Close No Quay",
        "<p>By Bo Reed</p><p>The harbour board met in April and decided nothing at all, as it has done for years now."
        " Nobody was surprised.</p><figure><img src='a.jpg'><figcaption>Photo: Ida Marsh</figcaption></figure>"
        "<h2>Who asked the town?</h2><p>The town was not asked, although its boats have used the quay since 1911."
        " It said so in a letter<sup><a href='#1'>1</a></sup> that was never printed.</p>"
        "<ul><li>Mend the wall before the autumn comes.</li><li>Ask the carters what they need.</li></ul>"
        "<p>Sign up for our newsletter</p><p>The board must decide in June, and it must decide in the open.</p>",
    ),
    (
        "heading: Close No Quay",
        "credit: By Bo Reed",
        "The harbour board met in April and decided nothing at all, as it has done for years now.",
        "Nobody was surprised.",
        "heading: Who asked the town?",
        "The town was not asked, although its boats have used the quay since 1911.",
        "It said so in a letter that was never printed.",
        "Mend the wall before the autumn comes.",
        "Ask the carters what they need.",
        "credit: Sign up for our newsletter",
        "The board must decide in June, and it must decide in the open.",
    ),
    "Ask the carters",
)
PAGE_FRENCH = Text(
    "café.html",
    "fr",
    "Luc Nord",
    _page(
        "Le café fermé",
        "<p>Par Luc Nord</p><p>Le café de la place a fermé en février, et personne n’a demandé pourquoi à la mairie."
        " C’est naïf.</p><p>Lire aussi : la place vide</p><p>La mairie répond que le loyer était trop bas depuis vingt"
        " ans. Qui le croit encore dans ce quartier ?</p><p>Il faut rouvrir avant l’été, et il faut le dire.</p>",
        "<meta charset='iso-8859-1'>",
    ),
    (
        "heading: Le café fermé",
        "credit: Par Luc Nord",
        "Le café de la place a fermé en février, et personne n'a demandé pourquoi à la mairie.",
        "C'est naïf.",
        "credit: Lire aussi : la place vide",
        "La mairie répond que le loyer était trop bas depuis vingt ans.",
        "Qui le croit encore dans ce quartier ?",
        "Il faut rouvrir avant l'été, et il faut le dire.",
    ),
    "le loyer était trop bas",
)
PAGE_RUSSIAN = Text(
    "parom.html",
    "ru",
    "Иван Петров",
    _page(
        "Старый паром",
        "<p>Автор: Иван Петров</p>"
        "<p>Паром стар, и его пора заменить до зимы, как все знают. «Кто заплатит?» — спросил мэр.</p>"
        "<p>Читайте также: Мост</p>"
        "<p>Совет молчит уже третий год, и никто не удивлен. Люди ждут ответа в июне.</p>",
    ),
    (
        "heading: Старый паром",
        "credit: Автор: Иван Петров",
        "Паром стар, и его пора заменить до зимы, как все знают.",
        "«Кто заплатит?» — спросил мэр.",
        "credit: Читайте также: Мост",
        "Совет молчит уже третий год, и никто не удивлен.",
        "Люди ждут ответа в июне.",
    ),
    "Люди ждут ответа",
)
PDF_ENGLISH = Text(
    "wall.txt",
    "en",
    "Tom Alder",
    """The Wall Will Not Hold
Tom Alder

The wall of the old quay was built in 1911, and it
was mended twice. No. 3 crane stands on it. The en-
gineers warned the board in February, and the board
sent no answer.

1. Mend the wall.
2. Move the crane.

It is not too late. Repair costs less than a new
quay would, as anybody can reckon.
""",
    (
        "heading: The Wall Will Not Hold",
        "credit: Tom Alder",
        "The wall of the old quay was built in 1911, and it was mended twice.",
        "No. 3 crane stands on it.",
        "The en- gineers warned the board in February, and the board sent no answer.",
        "Mend the wall.",
        "Move the crane.",
        "It is not too late.",
        "Repair costs less than a new quay would, as anybody can reckon.",
    ),
    "Repair costs less",
)
PDF_GERMAN = Text(
    "mauer.txt",
    "de",
    "Bert Sommer",
    """Die Mauer hält nicht
Von Bert Sommer

Die Mauer am Kai ist von 1911, und sie wurde zweimal
geflickt. Hr. Holz warnte am 6. März. Der Rat las
den Brief nicht. »Noch ist Zeit«, schrieb er später.

Das stimmt. Eine neue Mauer kostet mehr als eine alte,
das weiß jeder, der rechnen kann.
""",
    (
        "heading: Die Mauer hält nicht",
        "credit: Von Bert Sommer",
        "Die Mauer am Kai ist von 1911, und sie wurde zweimal geflickt.",
        "Hr. Holz warnte am 6. März.",
        "Der Rat las den Brief nicht.",
        "»Noch ist Zeit«, schrieb er später.",
        "Das stimmt.",
        "Eine neue Mauer kostet mehr als eine alte, das weiß jeder, der rechnen kann.",
    ),
    "Der Rat las den Brief nicht",
)
PLAIN_CHINESE = Text(
    "du.txt",
    "zh",
    "王明",
    """渡轮的问题

王明

2024年5月3日

渡轮已经很旧了。市长昨天说：“谁来付钱？”议会没有回答。村民等了三年。

没有人问过渔民。决定应该公开。
""",
    (
        "heading: 渡轮的问题",
        "credit: 王明",
        "credit: 2024年5月3日",
        "渡轮已经很旧了。",
        '市长昨天说："谁来付钱？"',
        "议会没有回答。",
        "村民等了三年。",
        "没有人问过渔民。",
        "决定应该公开。",
    ),
    "决定应该公开",
)
TEXTS = (
    PLAIN_ENGLISH,
    PLAIN_FRENCH,
    PLAIN_CHINESE,
    MARKDOWN_GERMAN,
    MARKDOWN_SPANISH,
    PAGE_ENGLISH,
    PAGE_FRENCH,
    PAGE_RUSSIAN,
    PDF_ENGLISH,
    PDF_GERMAN,
)
