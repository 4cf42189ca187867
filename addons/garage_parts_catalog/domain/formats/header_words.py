"""Column titles of price lists and vehicle lists in the languages of our markets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

PRICE_LIST: Mapping[str, tuple[str, ...]] = {
    "number": (
        "number",
        "article",
        "articlenumber",
        "articleno",
        "articlenr",
        "partnumber",
        "partno",
        "part",
        "sku",
        "itemnumber",
        "itemno",
        "code",
        "artikelnummer",
        "artikelnr",
        "artikel",
        "artnr",
        "artno",
        "teilenummer",
        "bestelnummer",
        "bestellnummer",
        "onderdeelnummer",
        "reference",
        "ref",
        "numero",
        "referencearticle",
        "артикул",
        "номер",
        "каталожныйномер",
    ),
    "brand": (
        "brand",
        "make",
        "manufacturer",
        "mfr",
        "merk",
        "fabrikant",
        "marke",
        "hersteller",
        "marque",
        "fabricant",
        "бренд",
        "производитель",
        "марка",
    ),
    "name": (
        "name",
        "description",
        "text",
        "productname",
        "title",
        "omschrijving",
        "naam",
        "benaming",
        "bezeichnung",
        "beschreibung",
        "artikelbezeichnung",
        "designation",
        "libelle",
        "наименование",
        "название",
        "описание",
    ),
    "kind": (
        "kind",
        "parttype",
        "group",
        "productgroup",
        "category",
        "productgroep",
        "groep",
        "artikelgroep",
        "warengruppe",
        "produktgruppe",
        "famille",
        "categorie",
        "группа",
        "категория",
    ),
    "ean": ("ean", "gtin", "ean13", "barcode", "eancode", "strichcode", "штрихкод"),
    "list_price": (
        "listprice",
        "price",
        "grossprice",
        "retailprice",
        "rrp",
        "bruto",
        "prijs",
        "brutoprijs",
        "adviesprijs",
        "verkoopprijs",
        "preis",
        "bruttopreis",
        "listenpreis",
        "uvp",
        "vkpreis",
        "prix",
        "prixpublic",
        "prixbrut",
        "tarif",
        "цена",
        "розничнаяцена",
    ),
    "cost": (
        "cost",
        "netprice",
        "net",
        "purchaseprice",
        "yourprice",
        "netto",
        "nettoprijs",
        "inkoopprijs",
        "nettopreis",
        "ekpreis",
        "einkaufspreis",
        "prixnet",
        "prixachat",
        "закупочнаяцена",
        "себестоимость",
    ),
    "price_qty": (
        "priceunit",
        "priceqty",
        "pricequantity",
        "priceper",
        "perquantity",
        "per",
        "pe",
        "prijsper",
        "prijsaantal",
        "preisper",
        "preispro",
        "preismenge",
        "prixpar",
        "ценаза",
        "prijseenheid",
        "preiseinheit",
        "unitedeprix",
    ),
    "uom": ("unit", "uom", "eenheid", "einheit", "unite", "единица", "едизм"),
    "discount_group": (
        "discountgroup",
        "discountcode",
        "kortingsgroep",
        "rabattgruppe",
        "groupederemise",
        "codederemise",
        "скидочнаягруппа",
    ),
    "deposit": (
        "deposit",
        "core",
        "corecharge",
        "surcharge",
        "statiegeld",
        "borg",
        "pfand",
        "altteilpfand",
        "altteilwert",
        "consigne",
        "залог",
    ),
    "pack_qty": (
        "packqty",
        "packquantity",
        "pack",
        "packaging",
        "verpakkingseenheid",
        "verpakking",
        "verpackungseinheit",
        "ve",
        "conditionnement",
        "упаковка",
    ),
    "min_qty": (
        "minqty",
        "moq",
        "minimumorderquantity",
        "minimumorder",
        "minimaal",
        "minimumafname",
        "mindestmenge",
        "quantiteminimum",
        "минзаказ",
    ),
    "weight": ("weight", "weightkg", "gewicht", "gewichtkg", "poids", "вес"),
    "replaced_by": (
        "replacedby",
        "successor",
        "supersededby",
        "vervangendoor",
        "vervanging",
        "opvolger",
        "ersetztdurch",
        "nachfolger",
        "remplacepar",
        "замена",
    ),
    "oe_numbers": (
        "oe",
        "oenumber",
        "oenumbers",
        "oem",
        "oemnumber",
        "oemnumbers",
        "oenummer",
        "oenummers",
        "oenummern",
        "originalnummer",
        "oenr",
        "numerooe",
        "numerosoe",
        "referenceoe",
        "оригинальныйномер",
    ),
    "equivalents": (
        "equivalent",
        "equivalents",
        "crossreference",
        "crossreferences",
        "cross",
        "vergleichsnummer",
        "vergelijkbaar",
        "equivalence",
        "аналоги",
        "кроссы",
    ),
    "vehicle_keys": (
        "vehiclekeys",
        "vehicles",
        "vehicle",
        "ktype",
        "ktypes",
        "ktyp",
        "ktypnr",
        "fitsvehicles",
        "voertuigen",
        "fahrzeuge",
        "vehicules",
        "автомобили",
    ),
}

VEHICLE_LIST: Mapping[str, tuple[str, ...]] = {
    "system": ("system", "keysystem", "sleutelsysteem", "schluesselsystem", "systeme"),
    "code": ("code", "key", "vehiclecode", "sleutel", "schluessel", "cle", "код"),
    "vcdb_base": (
        "vcdbbase",
        "basevehicle",
        "basevehicleid",
        "basevehicleids",
        "basevid",
    ),
    "ktype": ("ktype", "ktypes", "ktyp", "ktypnr", "ktypenumber"),
    "hsn_tsn": ("hsntsn", "hsntsncode", "kba", "kbanummer"),
    "make": ("make", "brand", "merk", "marke", "hersteller", "marque", "марка"),
    "model": ("model", "modell", "modele", "модель"),
    "series": ("series", "submodel", "variant", "serie", "uitvoering", "серия"),
    "year": (
        "year",
        "years",
        "modelyear",
        "jaar",
        "bouwjaar",
        "baujahr",
        "annee",
        "год",
    ),
    "year_from": ("yearfrom", "from", "vanaf", "jaarvan", "von", "baujahrvon", "de"),
    "year_to": ("yearto", "to", "tot", "jaartot", "bis", "baujahrbis", "a"),
    "engine_code": (
        "engine",
        "enginecode",
        "motor",
        "motorcode",
        "motorkennbuchstabe",
        "moteur",
        "codemoteur",
        "двигатель",
    ),
    "kw": ("kw", "powerkw", "power", "vermogen", "leistung", "puissance"),
    "ccm": ("ccm", "cc", "displacement", "cilinderinhoud", "hubraum", "cylindree"),
    "fuel": ("fuel", "brandstof", "kraftstoff", "carburant", "топливо"),
    "body": ("body", "carrosserie", "aufbau", "кузов"),
    "drive": ("drive", "aandrijving", "antrieb", "transmission", "привод"),
}


def title_key(title: str) -> str:
    """Return a column title without blanks, signs, accents of print and case."""
    plain = title.casefold().translate(_ACCENTS)
    return "".join(char for char in plain if char.isalnum())


def map_columns(
    titles: Sequence[str], words: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    """Return target name -> column index; each column and target is used once.

    Exact words win over titles that only begin with one (``Preis EUR``).
    """
    keys = [title_key(title) for title in titles]
    mapping: dict[str, int] = {}
    for exact in (True, False):
        for target, names in words.items():
            if target not in mapping:
                index = _find(keys, names, exact, set(mapping.values()))
                if index is not None:
                    mapping[target] = index
    return mapping


def _find(
    keys: Sequence[str], names: tuple[str, ...], exact: bool, taken: set[int]
) -> int | None:
    for name in names:
        for index, key in enumerate(keys):
            if index in taken or not key:
                continue
            if key == name or (not exact and len(name) > 3 and key.startswith(name)):
                return index
    return None


_ACCENTS = str.maketrans("àâäçéèêëîïôöùûü", "aaaceeeeiioouuu")
