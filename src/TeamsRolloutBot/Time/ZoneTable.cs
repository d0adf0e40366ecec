namespace TeamsRolloutBot.Time;

/// <summary>
/// Time zone names missing from IANA and Windows: abbreviations, cities, states and Windows display
/// names, in the form of <see cref="ZoneNames.Key"/>.
/// </summary>
internal static class ZoneTable
{
    /// <summary>Unambiguous names.</summary>
    public static readonly (string Zone, string Names)[] Single =
    [
        (
            "America/New_York",
            "est|edt|et|eastern|us eastern|eastern us|eastern daylight time|est5edt|nyc|new york city|boston|atlanta|"
            + "miami|orlando|tampa|jacksonville|charlotte|raleigh|durham|philadelphia|pittsburgh|baltimore|"
            + "washington dc|washington d c|dc|richmond|cleveland|columbus|cincinnati|hartford|buffalo|newark|"
            + "connecticut|delaware|maine|maryland|massachusetts|new hampshire|new jersey|north carolina|ohio|"
            + "pennsylvania|rhode island|south carolina|vermont|virginia|west virginia"
            + "|este|hora del este|nueva york|filadelfia|heure de lest|heure normale de lest"),
        (
            "America/Chicago",
            "cst|cdt|ct|central|us central|central us|central daylight time|cst6cdt|dallas|houston|austin|san antonio|"
            + "fort worth|minneapolis|milwaukee|st louis|saint louis|kansas city|oklahoma city|omaha|des moines|memphis|"
            + "nashville|new orleans|little rock|tulsa|alabama|arkansas|illinois|iowa|louisiana|minnesota|mississippi|"
            + "missouri|oklahoma|wisconsin"
            + "|hora central|hora del centro|centro|centre|heure du centre|nueva orleans|heure normale du centre"),
        (
            "America/Denver",
            "mdt|mt|mountain|us mountain|mountain us|mountain daylight time|mst7mdt|salt lake city|boulder|"
            + "colorado springs|albuquerque|santa fe|cheyenne|billings|colorado|utah|wyoming|montana|new mexico"
            + "|montaña|hora de la montaña|hora de montaña|rocheuses|heure des rocheuses|heure normale des rocheuses"
            + "|montagnes rocheuses"),
        ("America/Phoenix", "arizona|us mountain standard time|tucson|scottsdale|mesa|tempe"),
        (
            "America/Los_Angeles",
            "pst|pdt|pt|pacific|us pacific|pacific us|pacific daylight time|pst8pdt|la|sf|san francisco|san diego|"
            + "san jose|oakland|sacramento|seattle|tacoma|spokane|las vegas|reno|california|nevada|washington state"
            + "|pacífico|hora del pacífico|hora de pacífico|pacifique|heure du pacifique|heure normale du pacifique"),
        ("America/Anchorage", "akst|akdt|alaska|fairbanks"),
        ("America/Adak", "aleutian islands"),
        ("Pacific/Honolulu", "hst|hdt|hawaii|hawaiian"),
        ("America/Puerto_Rico", "puerto rico|san juan"),
        (
            "America/Halifax",
            "ast|adt|atlantic|atlantic time canada|nova scotia"
            + "|atlántico|hora del atlántico|atlantique|heure de latlantique"),
        ("America/St_Johns", "nst|ndt|newfoundland"),
        ("America/Toronto", "ottawa|montreal|quebec city|ontario"),
        ("America/Winnipeg", "manitoba"),
        ("America/Regina", "saskatchewan"),
        ("America/Edmonton", "calgary|alberta"),
        ("America/Vancouver", "british columbia"),
        ("America/Whitehorse", "yukon"),
        ("America/Mexico_City", "guadalajara, mexico city, monterrey|guadalajara"),
        ("America/Mazatlan", "chihuahua, la paz, mazatlan|la paz, mazatlan"),
        ("America/Tijuana", "baja california"),
        ("America/Guatemala", "central america"),
        ("America/Indiana/Indianapolis", "indiana east"),
        ("America/Sao_Paulo", "brasilia|são paulo|rio de janeiro"),
        ("America/Nuuk", "greenland"),
        ("America/Montevideo", "uruguay"),
        (
            "Europe/London",
            "uk|gb|england|scotland|wales|great britain|britain|united kingdom|bst|dublin, edinburgh, lisbon, london|"
            + "manchester|edinburgh|glasgow|leeds|bristol"),
        (
            "Europe/Berlin",
            "central europe|germany|deutschland|munich|münchen|frankfurt|hamburg|cologne|köln|stuttgart|düsseldorf|cet|cest|met|"
            + "central european time|central european summer time"),
        ("Europe/Zurich", "zürich|geneva|genève|basel|bern"),
        ("Europe/Rome", "milan|milano|turin|naples"),
        ("Europe/Paris", "lyon|marseille|toulouse"),
        ("Europe/Madrid", "barcelona|valencia|seville|spain"),
        ("Europe/Lisbon", "wet|west|porto|portugal"),
        ("Europe/Athens", "eet|eest"),
        ("Europe/Amsterdam", "rotterdam|the hague|netherlands|holland"),
        ("Europe/Kyiv", "fle standard time|kyiv|kiev|helsinki, kyiv, riga, sofia, tallinn, vilnius"),
        ("Europe/Moscow", "moscow, st petersburg|msk"),
        (
            "Asia/Kolkata",
            "india|bangalore|bengaluru|mumbai|bombay|delhi|new delhi|chennai|hyderabad|pune|calcutta|"
            + "chennai, kolkata, mumbai, new delhi"),
        ("Asia/Shanghai", "beijing|shenzhen|guangzhou|china|beijing, chongqing, hong kong, urumqi"),
        ("Asia/Tokyo", "japan|jst|osaka|kyoto|sapporo"),
        ("Asia/Seoul", "kst|korea|south korea"),
        ("Asia/Dubai", "abu dhabi"),
        ("Asia/Jerusalem", "tel aviv|israel"),
        ("Asia/Ho_Chi_Minh", "hanoi|vietnam"),
        ("Australia/Sydney", "aest|aedt|canberra|new south wales|canberra, melbourne, sydney"),
        ("Australia/Adelaide", "acst|acdt"),
        ("Australia/Perth", "awst"),
        ("Pacific/Auckland", "nzst|nzdt|wellington|new zealand"),
        ("UTC", "utc|z|zulu|coordinated universal time|universal time"),
        ("Etc/GMT", "gmt|greenwich mean time"),
    ];

    /// <summary>Names that are equally likely to mean several zones: ask which.</summary>
    public static readonly (string Zones, string Names)[] Several =
    [
        ("America/Denver|America/Phoenix", "mst"),
        ("America/New_York|America/Chicago|America/Denver|America/Los_Angeles", "us|usa|united states|america"),
        ("America/New_York|America/Chicago", "florida|tennessee|kentucky|michigan"),
        ("America/Indiana/Indianapolis|America/Chicago", "indiana"),
        ("America/Chicago|America/Denver", "texas|kansas|nebraska|north dakota|south dakota"),
        ("America/Denver|America/Los_Angeles", "idaho"),
        ("America/Los_Angeles|America/Boise", "oregon"),
        ("America/Los_Angeles|America/New_York", "portland|washington"),
        ("America/Chicago|Europe/London", "birmingham"),
        ("America/New_York|Asia/Tbilisi", "georgia"),
        ("America/New_York|Europe/Moscow", "st petersburg"),
        ("Asia/Kolkata|Europe/Dublin|Asia/Jerusalem", "ist"),
        ("America/Toronto|America/Winnipeg|America/Edmonton|America/Vancouver|America/Halifax", "canada"),
        ("Australia/Sydney|Australia/Brisbane|Australia/Adelaide|Australia/Perth", "australia"),
    ];

    /// <summary>
    /// The most populous zones from west to east, under their Windows and Outlook names if those
    /// mean a single zone. Pickers offer them, and they are the candidates for a bare offset. The
    /// key is that of the name in each language.
    /// </summary>
    public static readonly (string Id, string Key)[] Common =
    [
        ("Pacific/Honolulu", nameof(ZoneTexts.Hawaii)),
        ("America/Anchorage", nameof(ZoneTexts.Alaska)),
        ("America/Los_Angeles", nameof(ZoneTexts.PacificTime)),
        ("America/Denver", nameof(ZoneTexts.MountainTime)),
        ("America/Phoenix", nameof(ZoneTexts.Arizona)),
        ("America/Chicago", nameof(ZoneTexts.CentralTime)),
        ("America/Mexico_City", nameof(ZoneTexts.MexicoCity)),
        ("America/New_York", nameof(ZoneTexts.EasternTime)),
        ("America/Bogota", nameof(ZoneTexts.Bogota)),
        ("America/Halifax", nameof(ZoneTexts.AtlanticTime)),
        ("America/Puerto_Rico", nameof(ZoneTexts.PuertoRico)),
        ("America/St_Johns", nameof(ZoneTexts.Newfoundland)),
        ("America/Sao_Paulo", nameof(ZoneTexts.Brasilia)),
        ("America/Argentina/Buenos_Aires", nameof(ZoneTexts.BuenosAires)),
        ("Europe/London", nameof(ZoneTexts.London)),
        ("Europe/Lisbon", nameof(ZoneTexts.Lisbon)),
        ("Europe/Berlin", nameof(ZoneTexts.Berlin)),
        ("Europe/Paris", nameof(ZoneTexts.Paris)),
        ("Africa/Lagos", nameof(ZoneTexts.Lagos)),
        ("Europe/Athens", nameof(ZoneTexts.Athens)),
        ("Africa/Johannesburg", nameof(ZoneTexts.Johannesburg)),
        ("Africa/Cairo", nameof(ZoneTexts.Cairo)),
        ("Europe/Istanbul", nameof(ZoneTexts.Istanbul)),
        ("Africa/Nairobi", nameof(ZoneTexts.Nairobi)),
        ("Asia/Dubai", nameof(ZoneTexts.Dubai)),
        ("Asia/Karachi", nameof(ZoneTexts.Karachi)),
        ("Asia/Kolkata", nameof(ZoneTexts.India)),
        ("Asia/Dhaka", nameof(ZoneTexts.Dhaka)),
        ("Asia/Bangkok", nameof(ZoneTexts.Bangkok)),
        ("Asia/Shanghai", nameof(ZoneTexts.China)),
        ("Asia/Singapore", nameof(ZoneTexts.Singapore)),
        ("Australia/Perth", nameof(ZoneTexts.Perth)),
        ("Asia/Tokyo", nameof(ZoneTexts.Tokyo)),
        ("Asia/Seoul", nameof(ZoneTexts.Seoul)),
        ("Australia/Adelaide", nameof(ZoneTexts.Adelaide)),
        ("Australia/Sydney", nameof(ZoneTexts.Sydney)),
        ("Australia/Brisbane", nameof(ZoneTexts.Brisbane)),
        ("Pacific/Auckland", nameof(ZoneTexts.Auckland)),
    ];
}
