using System.Security.Cryptography;
using System.Text;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Reads subcontractors, one per line: company, contact's e-mail, person in charge.
/// </summary>
internal static class SubcontractorLines
{
    private static readonly LineTable Table = new(
        LineColumn.Of(nameof(ListTexts.ColumnCompany)),
        LineColumn.Of(nameof(ListTexts.ColumnContact), EmailAddress.IsValid),
        LineColumn.Of(nameof(ListTexts.ColumnOwner))
    );

    /// <summary>Reads the field.</summary>
    /// <param name="text">The typed text.</param>
    /// <param name="by">The person in charge where none is named.</param>
    /// <param name="owners">People who can be named, by name or address.</param>
    public static (IReadOnlyList<Subcontractor> Subcontractors, LineRemarks Remarks) Read(
        string? text,
        Person by,
        IReadOnlyList<Person> owners
    )
    {
        var reading = Table.Read(text);
        var remarks = new LineRemarks { NotUsed = reading.NotUsed };
        var found = new List<Subcontractor>();
        foreach (var row in reading.Rows)
        {
            var (company, email, named) = (SingleLine.Clean(row.Cells[0].ReplaceLineEndings(" ")), row.Cells[1].Trim(),
                row.Cells[2].Trim());
            var owner = named.Length == 0 ? by
                : owners.FirstOrDefault(person => TypedText.Same(person.Name, named) || TypedText.Same(person.Email, named));
            var problem = row.Problem
                ?? (company.Length is 0 or > Limits.Title ? ReadingTexts.TheCompanyNeeds1ToCharacters.With(Limits.Title)
                : !EmailAddress.IsValid(email) ? ReadingTexts.IsNotAnEMailAddress.With(Wording.Shorten(email, 60))
                : owner is null
                    ? ReadingTexts.IsNeitherTheImplementationManagerNor.With(Wording.Shorten(named, 60))
                : null);
            if (problem is not null)
            {
                remarks.Problems.Add(ReadingTexts.Line.With(row.Line, problem));
                continue;
            }

            var address = EmailAddress.Normalise(email);
            found.Add(new Subcontractor { Id = IdOf(company, address), Company = company, Email = address, Owner = owner! });
        }

        return (found, remarks);
    }

    private static string IdOf(string company, string email) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{TypedText.Fold(company).ToUpperInvariant()}\n{email}")).AsSpan(0, 8)
        );
}
