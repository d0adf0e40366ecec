using NodaTime.TimeZones;
using TeamsRolloutBot.Tests.Resources;
using TeamsRolloutBot.Time;
using TimeZoneConverter;

namespace TeamsRolloutBot.Tests.Time;

public sealed class ZoneNamesTests
{
    [Theory]
    [InlineData("Eastern Standard Time", "America/New_York")]
    [InlineData("US Mountain Standard Time", "America/Phoenix")]
    [InlineData("US/Pacific", "US/Pacific")]
    [InlineData("America/Buenos_Aires", "America/Buenos_Aires")]
    [InlineData("Europe/Kyiv", "Europe/Kyiv")]
    [InlineData("Europe/Kiev", "Europe/Kiev")]
    [InlineData("Asia/Calcutta", "Asia/Calcutta")]
    [InlineData("America/Ciudad_Juarez", "America/Ciudad_Juarez")]
    [InlineData("Turkey Standard Time", "Europe/Istanbul")]
    public void Windows_names_and_renamed_zones_are_found(string text, string expected) =>
        Assert.Equal(expected, ZoneNames.Read(text).Zone?.Id);

    [Theory]
    [InlineData("EST", "America/New_York")]
    [InlineData("edt", "America/New_York")]
    [InlineData("CST", "America/Chicago")]
    [InlineData("CDT", "America/Chicago")]
    [InlineData("MDT", "America/Denver")]
    [InlineData("PST", "America/Los_Angeles")]
    [InlineData("PDT", "America/Los_Angeles")]
    [InlineData("HST", "Pacific/Honolulu")]
    [InlineData("CET", "Europe/Berlin")]
    [InlineData("BST", "Europe/London")]
    [InlineData("EST5EDT", "America/New_York")]
    public void An_abbreviation_means_the_zone_with_its_summer_time(string text, string expected) =>
        Assert.Equal(expected, ZoneNames.Read(text).Zone?.Id);

    [Theory]
    [InlineData("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York")]
    [InlineData("(UTC-06:00) Central Time (US & Canada)", "America/Chicago")]
    [InlineData("(UTC-07:00) Mountain Time (US & Canada)", "America/Denver")]
    [InlineData("(UTC-08:00) Pacific Time (US & Canada)", "America/Los_Angeles")]
    [InlineData("(UTC−05:00) Eastern Time (US and Canada)", "America/New_York")]
    [InlineData("(UTC-07:00) Arizona", "America/Phoenix")]
    [InlineData("(UTC-05:00) Indiana (East)", "America/Indiana/Indianapolis")]
    [InlineData("(UTC-10:00) Hawaii", "Pacific/Honolulu")]
    [InlineData("(UTC-04:00) Atlantic Time (Canada)", "America/Halifax")]
    [InlineData("(UTC-06:00) Guadalajara, Mexico City, Monterrey", "America/Mexico_City")]
    [InlineData("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/London")]
    [InlineData("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam")]
    [InlineData("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "Asia/Kolkata")]
    [InlineData("(UTC+09:00) Osaka, Sapporo, Tokyo", "Asia/Tokyo")]
    [InlineData("(UTC) Coordinated Universal Time", "UTC")]
    [InlineData("(GMT-05:00) Eastern Time - New York", "America/New_York")]
    [InlineData("Eastern Time (ET)", "America/New_York")]
    [InlineData("Eastern", "America/New_York")]
    [InlineData("mountain time", "America/Denver")]
    [InlineData("Pacific Daylight Time", "America/Los_Angeles")]
    [InlineData("america/new york", "America/New_York")]
    [InlineData("Denver, CO", "America/Denver")]
    [InlineData("St. Louis", "America/Chicago")]
    [InlineData("Salt Lake City", "America/Denver")]
    [InlineData("München", "Europe/Berlin")]
    [InlineData("Kyiv", "Europe/Kyiv")]
    [InlineData("Colorado", "America/Denver")]
    [InlineData("France", "Europe/Paris")]
    [InlineData("UTC", "UTC")]
    public void What_calendars_show_and_people_call_it_is_found(string text, string expected) =>
        Assert.Equal(expected, ZoneNames.Read(text).Zone?.Id);

    [Theory]
    [InlineData("MST", "America/Denver", "America/Phoenix")]
    [InlineData("Portland", "America/Los_Angeles", "America/New_York")]
    [InlineData("UTC-5", "America/New_York", "America/Bogota")]
    [InlineData("GMT-05:00", "America/New_York", "America/Bogota")]
    [InlineData("-07:00", "America/Denver", "America/Phoenix")]
    [InlineData("Denver, Phoenix", "America/Denver", "America/Phoenix")]
    public void What_may_be_several_zones_is_asked_back_with_them(string text, params string[] candidates)
    {
        var reading = ZoneNames.Read(text);

        Assert.Null(reading.Zone);
        Assert.Equal(candidates, reading.Candidates);
        Assert.Equal($"“{text}” could be {candidates[0]} or {candidates[1]}. Write the one you mean.", reading.Problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mars")]
    [InlineData("UTC+25")]
    [InlineData("()")]
    [InlineData("tzone://Microsoft/Custom")]
    public void What_nobody_calls_a_zone_is_refused(string text) =>
        Assert.StartsWith("There is no time zone", ZoneNames.Read(text).Problem, StringComparison.Ordinal);

    [Fact]
    public void Every_IANA_name_is_found_with_the_clock_of_its_place() =>
        Assert.All(
            TzdbDateTimeZoneSource.Default.CanonicalIdMap.Keys.Where(id => id.Contains('/', StringComparison.Ordinal)),
            id => Assert.Equal(id, ZoneNames.Read(id).Zone?.Id));

    [Fact]
    public void Every_IANA_name_without_a_place_is_found_or_asked_back() =>
        Assert.All(
            TzdbDateTimeZoneSource.Default.CanonicalIdMap.Keys.Where(id => !id.Contains('/', StringComparison.Ordinal)),
            id => Assert.True(ZoneNames.Read(id) is { Zone: not null } or { Candidates.Count: > 1 }, id));

    [Fact]
    public void Every_Windows_name_is_found_with_the_clock_that_Windows_means() =>
        Assert.All(
            TZConvert.KnownWindowsTimeZoneIds,
            name => Assert.Equal(Canonical(TZConvert.WindowsToIana(name)), Canonical(ZoneNames.Read(name).Zone?.Id)));

    [Fact]
    public void Every_Rails_name_is_found_or_asked_back() =>
        Assert.All(
            TZConvert.KnownRailsTimeZoneNames,
            name => Assert.True(ZoneNames.Read(name) is { Zone: not null } or { Candidates.Count: > 1 }, name));

    [Fact]
    public void A_clock_that_only_has_an_offset_is_taken_by_its_own_name_only() =>
        Assert.All(
            ZoneTable.Single.SelectMany(row => row.Names.Split('|'))
                .Where(name => ZoneNames.Read(name).Zone?.Id.StartsWith("Etc/", StringComparison.Ordinal) != false),
            name =>
                Assert.Contains(
                    name, (string[])["utc", "z", "zulu", "coordinated universal time", "universal time", "gmt", "greenwich mean time"]));

    [Fact]
    public void Every_zone_of_the_table_exists() =>
        Assert.All(
            ZoneTable.Single.Select(row => row.Zone).Concat(ZoneTable.Several.SelectMany(row => row.Zones.Split('|')))
                .Concat(ZoneTable.Common.Select(zone => zone.Id)),
            id => Assert.NotNull(DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)));

    [Theory]
    [MemberData(nameof(In.Codes), MemberType = typeof(In))]
    public void What_a_zone_is_called_in_a_list_is_read_as_its_clock(string language) =>
        Assert.All(
            TzdbDateTimeZoneSource.Default.CanonicalIdMap.Keys.Where(id => id.Contains('/', StringComparison.Ordinal)),
            id => Assert.Equal(Canonical(id), Canonical(ZoneNames.Read(In.LanguageOf(language, () => ZoneTitles.Of(id))).Zone?.Id)));

    [Theory]
    [InlineData("es", "(UTC-05:00) Hora del Este (EE. UU. y Canadá)")]
    [InlineData("fr", "(UTC-05:00) Heure de l’Est (É.-U. et Canada)")]
    public void A_zone_is_called_what_the_reader_calls_it(string language, string title) =>
        Assert.Equal(title, In.LanguageOf(language, () => ZoneTitles.Of("America/New_York")));

    [Theory]
    [InlineData("hora de la montaña", "America/Denver")]
    [InlineData("Pacifico", "America/Los_Angeles")]
    [InlineData("heure de l’Est", "America/New_York")]
    [InlineData("Rocheuses", "America/Denver")]
    public void A_zone_is_found_by_what_Spanish_and_French_call_it(string name, string id) =>
        Assert.Equal(id, ZoneNames.Read(name).Zone?.Id);

    [Theory]
    [InlineData("America/New_York", "(UTC-05:00) Eastern Time (US & Canada)")]
    [InlineData("US/Eastern", "(UTC-05:00) Eastern Time (US & Canada)")]
    [InlineData("America/Boise", "(UTC-07:00) Boise")]
    [InlineData("Asia/Kolkata", "(UTC+05:30) India (Mumbai, New Delhi)")]
    [InlineData("Europe/London", "(UTC) London")]
    public void A_zone_is_called_what_people_call_it(string id, string title) => Assert.Equal(title, ZoneTitles.Of(id));

    private static string? Canonical(string? id) => id is null ? null : TzdbDateTimeZoneSource.Default.CanonicalIdMap[id];
}
