"""Small tables for reading vehicle identification numbers.

Sources: ISO 3779/3780, the published WMI assignments and makers' model year habits.
Year rules: ``pos10`` the tenth character is reliable, ``pos11`` European Ford,
``none`` the maker does not code the year, ``na`` North American rule, ``maybe``
the tenth character may be the year.
"""

_MAKERS = """
WVW Volkswagen pos10|WVG Volkswagen pos10|WV1 Volkswagen pos10|WV2 Volkswagen pos10
WV3 Volkswagen pos10|XW8 Volkswagen pos10|3VW Volkswagen na|1VW Volkswagen na
WAU Audi pos10|WUA Audi pos10|TRU Audi pos10|WA1 Audi pos10|WUZ Audi pos10
TMB Škoda pos10|TMA Hyundai pos10|TMP Škoda pos10|VSS SEAT pos10|VS5 Renault none
WP0 Porsche pos10|WP1 Porsche pos10|SCB Bentley pos10|ZHW Lamborghini maybe
WBA BMW none|WBS BMW none|WBW BMW none|WBX BMW none|WBY BMW none|WB1 BMW none
WB3 BMW none|WBH BMW none|4US BMW na|5UX BMW na|5YM BMW na|WMW MINI none
WDB Mercedes-Benz none|WDD Mercedes-Benz none|WDC Mercedes-Benz none
WDF Mercedes-Benz none|WDZ Mercedes-Benz none|W1K Mercedes-Benz none
W1N Mercedes-Benz none|W1V Mercedes-Benz none|W1W Mercedes-Benz none
WDP Mercedes-Benz none|VSA Mercedes-Benz none|WDY Mercedes-Benz none
4JG Mercedes-Benz na|55S Mercedes-Benz na|WME smart none|VFA Alpine none
W0L Opel pos10|W0V Opel pos10|VXK Opel pos10|VF9 Bugatti maybe|WF0 Ford pos11
VS6 Ford pos11|NM0 Ford pos11|6FP Ford pos11|WF1 Ford pos11|SFA Ford pos11
TW2 Ford pos11|UN1 Ford pos11|1FA Ford na|1FM Ford na|1FT Ford na|1FB Ford na
2FA Ford na|2FM Ford na|3FA Ford na|MAJ Ford maybe|LVS Ford maybe
VF1 Renault none|VF2 Renault none|VF6 Renault none|VF8 Renault none|VFB Renault none
X7L Renault none|UU1 Dacia none|UU6 Dacia none|VGA Renault none
VF3 Peugeot maybe|VR3 Peugeot pos10|VF7 Citroën maybe|VR7 Citroën pos10
VS7 Citroën maybe|VR1 DS pos10|VX1 DS pos10|VXE Opel pos10|VNE Irisbus maybe
VF4 Talbot none|VNV Nissan none|VN1 Renault none|VNK Toyota none|SB1 Toyota none
JTD Toyota none|JTE Toyota none|JTM Toyota none|JTN Toyota none|JTH Lexus none
JTJ Lexus none|JT1 Toyota none|JT2 Toyota none|NMT Toyota none|TW1 Toyota none
YAR Toyota none|4T1 Toyota na|5TD Toyota na|2T1 Toyota na|JTK Toyota none
ZFA Fiat none|ZFC Fiat none|ZAR Alfa-Romeo maybe|ZLA Lancia none|ZFF Ferrari none
ZCF Iveco none|ZAM Maserati maybe|ZD4 Aprilia maybe|ZDM Ducati maybe|ZAP Piaggio none
ZGU Moto-Guzzi maybe|ZD0 Yamaha maybe|ZFB Fiat none|TW6 Citroën maybe
YV1 Volvo pos10|YV4 Volvo pos10|YV2 Volvo-Trucks pos10|YV3 Volvo-Buses pos10
LYV Volvo pos10|LVY Volvo pos10|7JR Volvo na|YS3 Saab pos10|YS2 Scania none
XLE Scania none|YS4 Scania none|XLR DAF maybe|XLA Volvo pos10|XLB Volvo pos10
XLC Ford pos11|WMA MAN none|WAG Neoplan none|WEB EvoBus none|WKK Setra none
SAL Land-Rover pos10|SAJ Jaguar pos10|SAD Jaguar pos10|SAR Rover maybe|SDB Peugeot maybe
SAX Rover maybe|SCA Rolls-Royce pos10|SCC Lotus pos10|SCF Aston-Martin pos10
SBM McLaren pos10|SAZ Freight-Rover maybe|SCE DeLorean maybe|SHH Honda pos10
SHS Honda pos10|SJN Nissan maybe|VSK Nissan maybe|JN1 Nissan maybe|JN3 Nissan maybe
JHM Honda pos10|JHL Honda pos10|JH2 Honda pos10|JH4 Acura na|19X Honda na
1HG Honda na|2HG Honda na|5J6 Honda na|NLA Honda maybe|LUC Honda maybe
JMZ Mazda none|JM1 Mazda na|JM0 Mazda none|JMB Mitsubishi pos10|JMY Mitsubishi pos10
XMC Mitsubishi pos10|XMD Mitsubishi pos10|JA3 Mitsubishi na|MMB Mitsubishi pos10
MMC Mitsubishi pos10|JSA Suzuki none|JS1 Suzuki none|TSM Suzuki none|MA3 Suzuki none
JDA Daihatsu none|JF1 Subaru pos10|JF2 Subaru pos10|4S3 Subaru na|4S4 Subaru na
KMH Hyundai pos10|TMC Hyundai pos10|NLH Hyundai pos10|MAL Hyundai pos10
KMF Hyundai pos10|5NP Hyundai na|KNA Kia pos10|KND Kia pos10|KNE Kia pos10
U5Y Kia pos10|U6Y Kia pos10
KL1 Chevrolet pos10|KLA Daewoo pos10|KPT SsangYong pos10|KPA SsangYong pos10
KPB SsangYong pos10|1G1 Chevrolet na|1GC Chevrolet na|1GN Chevrolet na|1G6 Cadillac na
1GK GMC na|1GT GMC na|2G1 Chevrolet na|3GN Chevrolet na|1C4 Jeep na|1J4 Jeep na
1J8 Jeep na|1C3 Chrysler na|1C6 Ram na|2C3 Chrysler na|2C4 Chrysler na|3C4 Chrysler na
1B3 Dodge na|2B3 Dodge na|1L1 Lincoln na|5LM Lincoln na|1N4 Nissan na|1N6 Nissan na
3N1 Nissan na|5N1 Nissan na|1D7 Dodge na|ZAC Jeep maybe|1A4 Chrysler na|1A8 Chrysler na
5YJ Tesla na|7SA Tesla na|LRW Tesla pos10|XP7 Tesla pos10|7G2 Tesla na
LPS Polestar pos10|YSM Polestar pos10|YSR Polestar pos10|LSJ MG pos10|SDP MG pos10
LGX BYD pos10|LC0 BYD pos10|LNN Chery maybe|L6T Lynk-&-Co pos10|LB3 Geely pos10
LJ1 NIO pos10|LM8 XPeng pos10|LGW Great-Wall pos10|LVV Chery maybe|HJ4 NIO pos10
XTA Lada pos10|XTH GAZ maybe|XTT UAZ maybe|X96 GAZ maybe|XTC Kamaz maybe|X4X BMW none
XUF Opel pos10|XWE Kia pos10|XWB Daewoo maybe|Z94 Hyundai pos10|Z8N Nissan maybe
Z8T Peugeot-Citroën maybe|X9F Ford pos11|Z6F Ford pos11|XW7 Toyota none|Y6D ZAZ maybe
VBK KTM pos10|VB1 KTM maybe|WUD Küsters maybe|JYA Yamaha maybe|JKA Kawasaki maybe
JKB Kawasaki maybe|SMT Triumph maybe|1HD Harley-Davidson na|5HD Harley-Davidson na
NMB Mercedes-Benz none|NMC BMC maybe|NM4 Tofaş-Fiat none|VSE Suzuki none
VNR Renault none|VJR Ligier none|VG5 Yamaha maybe|VG6 Renault-Trucks none|VGT Aixam none
"""

_COUNTRIES = """
SA-SM GB|SN-ST DE|W DE|SU-SZ PL|TA-TH CH|TJ-TP CZ|TR-TV HU|TW-T2 PT|UA-UC ES|UH-UM DK
UU-UW RO|U5-U7 SK|VA-VE AT|VF-VR FR|VS-VW ES|VX-V2 RS|V3-V5 HR|XA-XC BG|XF-XH GR
XL-XR NL|XS-X0 RU|YA-YE BE|YF-YK FI|YS-YW SE|Y3-Y5 BY|Y6-Y8 UA|ZA-ZU IT|ZX-ZZ SI
Z3-Z5 LT|Z6-Z0 RU|NL-NR TR|J JP|KL-KR KR|L CN|H CN|MA-ME IN|M1-M6 IN|ML-MR TH|AA-AH ZA
1 US|4 US|5 US|7 US|2 CA|3 MX|6 AU|9A-9E BR|92-99 BR
"""

_MODELS = """
WVW 1K Golf|WVW 5K Golf|WVW AU Golf|WVW CD Golf|WVW 1J Golf|WVW 3C Passat|WVW 3G Passat
WVW 3B Passat|WVW 6R Polo|WVW 6C Polo|WVW AW Polo|WVW 9N Polo|WVW AA up!|WVW 13 Scirocco
WVW E1 ID.3|WVG 5N Tiguan|WVG AD Tiguan|WVG 1T Touran|WVG 5T Touran|WVG 7L Touareg
WVG 7P Touareg|WVG CR Touareg|WVG A1 T-Roc|WVG C1 T-Cross|WV2 7H Transporter
WV2 7J Transporter|WV2 SH Transporter|WV1 2K Caddy|WV1 SA Caddy|WV1 SY Crafter
WV1 2E Crafter|TMB 1Z Octavia|TMB 5E Octavia|TMB NX Octavia|TMB 1U Octavia|TMB 5J Fabia
TMB NJ Fabia|TMB PJ Fabia|TMB 3T Superb|TMB 3V Superb|TMB NU Karoq|TMB NS Kodiaq
TMB 5L Yeti|TMB NF Citigo|WAU 8P A3|WAU 8V A3|WAU GY A3|WAU 8E A4|WAU 8K A4|WAU 8W A4
WAU F4 A4|WAU 4F A6|WAU 4G A6|WAU F2 A6|WAU 8X A1|WAU GB A1|WAU 8R Q5|WAU FY Q5
WAU 8U Q3|WAU F3 Q3|VSS 1P Leon|VSS 5F Leon|VSS KL Leon|VSS 6J Ibiza|VSS KJ Ibiza
VSS 7N Alhambra|VSS 5P Altea
"""

# None of the model codes above was in use before.
FIRST_MODELS_YEAR = 1996

# The order in which ISO 3780 counts the second character.
ISO_ORDER = "ABCDEFGHJKLMNPRSTUVWXYZ1234567890"


def _read_makers() -> dict[str, tuple[str, str]]:
    makers = {}
    for entry in _MAKERS.replace("\n", "|").strip("|").split("|"):
        code, name, rule = entry.split()
        makers[code] = (_spaced(name), rule)
    return makers


def _spaced(name: str) -> str:
    """Give names of several words their blank; three makers own a hyphen."""
    hyphenated = {"Mercedes-Benz", "Rolls-Royce", "Harley-Davidson", "Moto-Guzzi"}
    return name if name in hyphenated else name.replace("-", " ")


def _read_countries() -> dict[str, str]:
    """Spell every range out: ``SA-SM GB`` becomes SA, SB ... SM."""
    countries = {}
    for entry in _COUNTRIES.replace("\n", "|").strip("|").split("|"):
        codes, country = entry.split()
        first, _dash, last = codes.partition("-")
        if not last:
            countries[first] = country
            continue
        span = ISO_ORDER[ISO_ORDER.index(first[1]) : ISO_ORDER.index(last[1]) + 1]
        countries.update({first[0] + char: country for char in span})
    return countries


def _read_models() -> dict[tuple[str, str], str]:
    rows = [entry.split(maxsplit=2) for entry in _MODELS.replace("\n", "|").split("|")]
    return {(row[0], row[1]): row[2] for row in rows if row}


MAKERS = _read_makers()
COUNTRIES = _read_countries()
MODELS = _read_models()
