using System.Text.RegularExpressions;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>The kinds of columns in a table of people.</summary>
internal enum PeopleColumn
{
    Other,
    Name,
    FirstName,
    LastName,
    LastAndFirstName,
    Email,
    SignInName,
    Role,
    Audience,
    Zone,
    Language,

    /// <summary>The cohort a person joins; the following columns describe that cohort.</summary>
    Cohort,
    CohortGoLive,
    CohortZone,
    CohortLead,
}

/// <summary>
/// Recognises the column headings of common programs: Excel lists, Entra and Microsoft 365 admin,
/// Google Workspace, BambooHR, Workday, Procore, Outlook. Only letters and digits are compared:
/// order, case, <c>[…]</c>, <c>*</c> and “required” do not matter.
/// </summary>
internal static partial class PeopleHeading
{
    // Best heading first; its rank decides if a table has several of a kind.
    private static readonly Dictionary<PeopleColumn, string[]> Known = new()
    {
        [PeopleColumn.Email] =
        [
            "email", "workemail", "primaryworkemail", "emailprimarywork", "businessemail", "companyemail", "emailaddress",
            "workemailaddress", "mail", "primaryemail", "primarysmtpaddress",
            "smtpaddress", "mailaddress", "emailid", "email1value", "useremail", "employeeemail", "contactemail", "mailadresse",
            "emailadresse", "adresseemail", "adresseelectronique", "courriel", "correo", "correoelectronico", "correodetrabajo",
            "direcciondecorreo", "emailprofessionnel",
        ],
        [PeopleColumn.SignInName] = ["userprincipalname", "upn", "username", "signinname", "login", "loginname", "useraccount"],
        [PeopleColumn.Name] =
        [
            "displayname", "fullname", "name", "preferredname", "employeename", "workername", "membername", "contactname", "personname",
            "fullnamefirstlast", "fullnamefirstandlast",
            "nombrecompleto", "nombreyapellido", "nombreyapellidos", "nomcomplet", "nometprenom", "prenometnom", "prenomnom", "nombre",
            "nom", "teammember", "worker", "employee", "person", "contact", "member", "user",
        ],
        [PeopleColumn.FirstName] =
        [
            "firstname", "givenname", "forename", "first", "preferredfirstname", "legalfirstname", "fname", "vorname", "prenom",
            "primernombre", "nombres", "nombredepila"
        ],
        [PeopleColumn.LastName] =
        [
            "lastname", "surname", "familyname", "last", "legallastname", "lname", "nachname", "nomdefamille", "apellido", "apellidos"
        ],
        [PeopleColumn.LastAndFirstName] =
        [
            "lastnamefirstname", "lastfirst", "lastnamefirst", "namelastfirst", "surnamefirstname", "fullnamelastfirst",
            "employeenamelastfirst"
        ],
        [PeopleColumn.Role] =
        [
            "role", "funcion", "projectrole", "jobrole", "jobtitle", "position", "positiontitle", "businesstitle", "employeetitle", "title",
            "job", "jobprofile", "worktitle", "occupation", "designation", "trade", "funktion", "fonction",
            "poste", "puesto", "cargo", "oficio", "metier",
        ],
        [PeopleColumn.Audience] =
        [
            "audience", "usertype", "membertype", "internalexternal", "internalorexternal", "type", "publico", "audiencia",
            "internooexterno", "public", "interneouexterne"
        ],
        [PeopleColumn.Zone] = ["timezone", "zone", "timezoneid", "tz", "zeitzone", "zonahoraria", "husohorario", "fuseauhoraire", "fuseau"],
        [PeopleColumn.Language] = ["language", "preferredlanguage", "lang", "locale", "idioma", "idiomapreferido", "langue", "sprache"],
        [PeopleColumn.Cohort] = ["cohort", "cohortname", "grupo", "nombredelgrupo", "groupe", "nomdugroupe"],
        [PeopleColumn.CohortGoLive] =
        [
            "golive", "golivedate", "cohortgolive", "cohortgolivedate", "inicio", "fechadeinicio", "demarrage", "datededemarrage"
        ],
        [PeopleColumn.CohortZone] = ["cohorttimezone", "cohortzone", "zonahorariadelgrupo", "fuseauhorairedugroupe"],
        [PeopleColumn.CohortLead] =
        [
            "implementationmanager", "implementationmanageremail", "cohortmanager", "cohortmanageremail", "cohortlead",
            "responsabledeimplementacion", "responsabledelgrupo", "responsabledudeploiement", "responsabledugroupe"
        ],
    };

    private static readonly Dictionary<string, (PeopleColumn Column, int Rank)> ByKey = Known
        .SelectMany(kind => kind.Value.Select((key, rank) => (Key: key, Found: (kind.Key, rank))))
        .ToDictionary(known => known.Key, known => known.Found, StringComparer.Ordinal);

    // Belongs to somebody else, or is not the address to write to.
    private static readonly string[] Foreign =
    [
        "manager", "supervisor", "reportsto", "sponsor", "emergency", "assistant", "approver", "createdby", "owner", "home", "personal",
        "private", "recovery", "secondary", "alternate",
        "other", "backup", "company", "department", "group", "status", "verified", "spouse", "middle", "former", "previous",
    ];

    // Ranks below every heading known by its full name.
    public const int Guessed = 100;

    // A sentence that ends in “e-mail address” is not a heading.
    private const int MostWordsOfGuess = 5;

    /// <summary>
    /// A column's kind according to its heading, and how good the match is (0 is best).
    /// </summary>
    public static (PeopleColumn Column, int Rank) Read(string heading)
    {
        var text = Noise().Replace(TypedText.Fold(heading).ToLowerInvariant().Replace("#", " number", StringComparison.Ordinal), " ");
        if (IsLastFirst(string.Concat(Brackets().Matches(text).Select(match => match.Value))))
        {
            return (PeopleColumn.LastAndFirstName, 0);
        }

        foreach (
            var key in new[]
            {
                Key(text), Key(Brackets().Replace(text, " ")), Key(string.Concat(Brackets().Matches(text).Select(match => match.Value)))
            }.Distinct())
        {
            if (ByKey.TryGetValue(key, out var known))
            {
                return known;
            }

            if (Foreign.Any(word => key.Contains(word, StringComparison.Ordinal)))
            {
                return (PeopleColumn.Other, Guessed);
            }
        }

        return (
            text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= MostWordsOfGuess
                ? Guess(Key(Brackets().Replace(text, " ")))
                : PeopleColumn.Other,
            Guessed);
    }

    /// <summary>
    /// Whether a heading leaves open what the column holds, so that it may hold the address.
    /// </summary>
    public static bool IsOpen(string heading) =>
        !Foreign.Any(word => Key(TypedText.Fold(heading).ToLowerInvariant()).Contains(word, StringComparison.Ordinal));

    private static PeopleColumn Guess(string key)
    {
        var first = First(key, "firstname", "givenname");
        var last = First(key, "lastname", "surname", "familyname");
        return key switch
        {
            _ when first >= 0 && last >= 0 => last < first ? PeopleColumn.LastAndFirstName : PeopleColumn.Name,
            _ when first >= 0 => PeopleColumn.FirstName,
            _ when last >= 0 => PeopleColumn.LastName,
            _ when key.EndsWith("email", StringComparison.Ordinal) || key.EndsWith("emailaddress", StringComparison.Ordinal) =>
                PeopleColumn.Email,
            _ when key.Contains("timezone", StringComparison.Ordinal) => PeopleColumn.Zone,
            _ when key.Contains("jobtitle", StringComparison.Ordinal) || key.EndsWith("role", StringComparison.Ordinal) =>
                PeopleColumn.Role,
            _ when key.EndsWith("fullname", StringComparison.Ordinal) || key.EndsWith("displayname", StringComparison.Ordinal) =>
                PeopleColumn.Name,
            _ => PeopleColumn.Other,
        };
    }

    // “Employee Name (Last Suffix, First MI)”
    private static bool IsLastFirst(string brackets) =>
        First(brackets, "last", "surname") is >= 0 and var last && First(brackets, "first", "given") > last;

    private static int First(string key, params IEnumerable<string> words) =>
        words.Select(word => key.IndexOf(word, StringComparison.Ordinal)).Max();

    // Ignores accents: “Prénom” is “Prenom”.
    private static string Key(string text) => string.Concat(FoldedName.Of(text).Where(char.IsLetterOrDigit));

    [GeneratedRegex(@"\b(?:required|optional|mandatory|if available)\b|\*", RegexOptions.CultureInvariant)]
    private static partial Regex Noise();

    [GeneratedRegex(@"\[[^\]]*\]|\([^)]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Brackets();
}
