using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace TeamsRolloutBot.Reports;

/// <summary>Progress as CSV: UTF-8 with a byte order mark, so that spreadsheets read every name.</summary>
internal sealed class ProgressCsv(Stream stream) : IAsyncDisposable
{
    private readonly CsvWriter _csv = new(
        new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true),
        new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            // A name that begins like a formula is text, not a formula.
            InjectionOptions = InjectionOptions.Escape,
        });

    /// <summary>Writes the next row; the first is the heading.</summary>
    public Task WriteAsync(IReadOnlyList<object> row)
    {
        foreach (var value in row)
        {
            _csv.WriteField(Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        return _csv.NextRecordAsync();
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();
}
