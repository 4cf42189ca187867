"""Which column is what: titles as other systems write them, in five languages."""

import unicodedata
from collections.abc import Mapping, Sequence

_CUSTOMER = """
customer_no customerno customernumber customerid clientno klantnummer klantnr klantcode
 debiteurnummer debiteurnr relatienummer kundennummer kundennr kdnr kdnummer debitor
 numeroclient noclient codeclient clientid номерклиента кодклиента
name name customer customername owner fullname client clientname lastname surname
 company naam klant klantnaam eigenaar achternaam bedrijfsnaam relatie kunde
 kundenname halter nachname firma nom nomclient proprietaire raisonsociale имя фио
 клиент владелец фамилия
 заказчик наименование
first_name firstname givenname voornaam vorname prenom имяклиента
email email emailaddress mail mailadres emailadres emailadresse courriel adressemail
 электроннаяпочта почта
phone phone telephone tel phonenumber telefoon telefoonnummer telefoonnr telefon
 telefonnummer rufnummer numerodetelephone телефон номертелефона
mobile mobile cell cellphone gsm mobiel mobielnummer mobil mobiltelefon handy portable
 mobiletelephone мобильный мобильныйтелефон
street street address address1 straat adres straatenhuisnummer strasse anschrift adresse
 rue улица адрес
zip zip zipcode postcode postalcode plz postleitzahl codepostal индекс почтовыйиндекс
city city town place plaats woonplaats stad ort stadt wohnort ville commune город
country country land pays страна
vat vat vatnumber taxid btwnummer btwnr btw ustid ustidnr ustnummer numerotva tva инн
"""

_VEHICLE = """
plate plate licenseplate licenceplate registration registrationnumber regno
 reg numberplate kenteken kentekennummer kennzeichen amtlicheskennzeichen
 nummernschild immatriculation plaque plaqueimmatriculation госномер номеравто
 регистрационныйномер
plate_country platecountry kentekenland landkenteken paysplaque странаномера
vin vin vinnumber chassis chassisnumber chassisno chassisnummer chassisnr fin
 fahrgestellnummer fahrgestellnr fahrzeugidentnummer numerochassis numerodeserie вин
 номеркузова vinкод
make make brand manufacturer merk marke hersteller marque марка
model model type modeltype uitvoeringmodel modell typ modele модель
variant variant version trim uitvoering motorisatie variante ausfuhrung finition
 motorisation модификация комплектация
model_year year modelyear buildyear bouwjaar baujahr modelljahr annee anneemodele год
 годвыпуска
first_registration firstregistration registrationdate datumeerstetoelating
 eerstetoelating eersteinschrijving erstzulassung ez miseencirculation
 datemiseencirculation датарегистрации
fuel fuel fueltype brandstof kraftstoff treibstoff carburant energie топливо
power_kw power kw powerkw vermogen leistung leistungkw puissance мощность
engine_code enginecode motorcode motorkennung codemoteur кодмотора двигатель
color color colour kleur farbe couleur цвет
inspection_due inspection inspectiondue inspectiondate motdue motexpiry apk apkdatum
 apkvervaldatum vervaldatumapk hu hubis tuev tuv nachstehu controletechnique
 datecontroletechnique техосмотр то
fleet_number fleet fleetnumber unitnumber vlootnummer wagennummer flottennummer
 numerodeflotte номерпарка
alert_note alert warning waarschuwing attentie warnung hinweis alerte предупреждение
note note notes remark remarks opmerking opmerkingen notitie bemerkung bemerkungen notiz
 remarque commentaire примечание комментарий
"""

_READING = """
odometer odometer mileage km kms kmstand kilometerstand kilometers tellerstand stand
 laufleistung kmstand kilometrage пробег
date date visitdate invoicedate servicedate datum factuurdatum bezoekdatum
 rechnungsdatum auftragsdatum datefacture datevisite дата датавизита
"""

_HISTORY = """
text text description work workdone details job omschrijving werkzaamheden tekst werk
 beschreibung arbeiten leistungen bezeichnung travaux description libelle работы
 описание
amount amount total price sum bedrag totaal prijs totaalbedrag betrag summe gesamt preis
 brutto montant totalttc prix сумма итого цена
number number invoice invoiceno invoicenumber workorder ordernumber factuurnummer
 factuurnr werkordernummer ordernummer nummer bonnummer rechnungsnummer rechnungsnr
 auftragsnummer numerofacture facture nofacture номер номерсчета номерзаказа
"""


def _read(*tables: str) -> dict[str, frozenset[str]]:
    """Return ``{target: titles}``; a line that begins with a blank goes on."""
    found: dict[str, list[str]] = {}
    target = ""
    for line in "\n".join(tables).splitlines():
        words = line.split()
        if words and not line.startswith(" "):
            target, *words = words
        if words:
            found.setdefault(target, []).extend(words)
    return {name: frozenset(words) for name, words in found.items()}


TARGETS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "customer": _read(_CUSTOMER, "note note notes opmerking bemerkung remarque"),
    "vehicle": _read(_VEHICLE, _READING, _CUSTOMER),
    "history": _read(_HISTORY, _READING, _VEHICLE.split("make make")[0]),
}


def heading_key(text: str) -> str:
    """Return letters and digits of a title in lower case, without accents."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def guess(kind: str, headings: Sequence[str]) -> dict[int, str]:
    """Return ``{column: target}``; every target once, whole titles before parts."""
    targets = TARGETS[kind]
    keys = [heading_key(heading) for heading in headings]
    found: dict[int, str] = {}
    for fits in (_is_title, _has_title):
        for index, key in enumerate(keys):
            if index in found or not key:
                continue
            for target, words in targets.items():
                if target not in found.values() and fits(key, words):
                    found[index] = target
                    break
    return dict(sorted(found.items()))


def _is_title(key: str, words: frozenset[str]) -> bool:
    return key in {heading_key(word) for word in words}


def _has_title(key: str, words: frozenset[str]) -> bool:
    """A long known title inside a longer one: "Kenteken voertuig"."""
    return any(len(word) >= 5 and heading_key(word) in key for word in words)
