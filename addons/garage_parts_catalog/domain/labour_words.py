"""Column titles of labour time lists in the languages of our markets.

Written as :func:`header_words.title_key` leaves them: without blanks and umlauts.
"""

from __future__ import annotations

from collections.abc import Mapping

LABOUR_LIST: Mapping[str, tuple[str, ...]] = {
    "code": (
        "code", "operation", "operationcode", "operationno", "labourcode",
        "bewerkingscode", "arbeidscode", "werkcode", "arbeitsposition", "arbeitsnummer",
        "apnummer", "ap", "codeoperation", "код", "кодработы",
    ),
    "name": (
        "name", "description", "text", "operationname", "labour",
        "omschrijving", "bewerking", "naam", "bezeichnung", "beschreibung", "arbeit",
        "designation", "libelle", "наименование", "название", "описание", "работа",
    ),
    "group": (
        "group", "maingroup", "assembly", "groep", "hoofdgroep", "gruppe",
        "hauptgruppe", "baugruppe", "groupe", "ensemble", "группа", "узел",
    ),
    "hours": (
        "hours", "hour", "booktime", "labourtime", "time", "uren", "uur", "tijd",
        "stunden", "std", "zeit", "heures", "temps", "часы", "нормочасы", "время",
    ),
    "units": (
        "aw", "units", "labourunits", "timeunits", "arbeitswerte", "arbeitswert", "ze",
        "zeiteinheiten", "tijdseenheden", "unites", "ut", "единицы",
    ),
    "minutes": ("minutes", "min", "minuten", "minuut", "минуты"),
    "make": ("make", "brand", "merk", "marke", "hersteller", "marque", "марка"),
    "model": ("model", "modell", "modele", "модель"),
    "year": (
        "year", "years", "modelyear", "jaar", "bouwjaar", "baujahr", "annee", "год",
    ),
    "year_from": ("yearfrom", "from", "vanaf", "jaarvan", "von", "baujahrvon", "de"),
    "year_to": ("yearto", "to", "tot", "jaartot", "bis", "baujahrbis", "a"),
    "engine_code": (
        "engine", "enginecode", "motor", "motorcode", "motorkennbuchstabe", "moteur",
        "codemoteur", "двигатель",
    ),
    "kw": ("kw", "powerkw", "power", "vermogen", "leistung", "puissance"),
    "ktype": ("ktype", "ktyp", "ktypnr", "ktypenumber"),
    "variant": (
        "variant", "condition", "equipment", "uitvoering", "voorwaarde",
        "ausfuhrung", "bedingung", "variante", "вариант",
    ),
    "specs": (
        "specs", "specifications", "technicaldata", "specificaties",
        "technischegegevens", "technischedaten", "donneestechniques", "данные",
    ),
    "skill": ("skill", "labourgroup", "trade", "vakgebied", "gewerk", "metier"),
    "setup": (
        "setup", "preparation", "voorbereiding", "rustzeit", "vorbereitung",
        "подготовка",
    ),
    "includes": (
        "includes", "included", "contains", "inclusief", "bevat", "enthalt",
        "beinhaltet", "inclut", "comprend", "включает",
    ),
    "valid_from": ("validfrom", "geldigvanaf", "gultigab", "valabledu"),
    "valid_to": ("validto", "validuntil", "geldigtot", "gultigbis", "valableau"),
}  # fmt: skip
