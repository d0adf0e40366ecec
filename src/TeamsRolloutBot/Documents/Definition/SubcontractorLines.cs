using System.Security.Cryptography;
using System.Text;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Subcontractors;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Subcontractors as they are typed and pasted, a line each: company, contact's e-mail, who looks
/// after it.
/// </summary>
internal static class SubcontractorLines
{
    private static readonly LineTable Table = new(
        new LineColumn("company", null, "subcontractor", "name", "vendor", "company name"),
        new LineColumn(
            "contact e-mail",
            EmailAddress.IsValid,
            "e-mail",
            "email",
            "contact",
            "contact email",
            "e-mail address",
            "email address"
        ),
        new LineColumn("owner", null, "who", "looked after by", "responsible")
    );

    /// <summary>Reads the field.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="by">Who looks after those of which nobody is named.</param>
    /// <param name="owners">Who can be named, by name or address.</param>
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
                ?? (company.Length is 0 or > Limits.Title ? $"the company needs 1 to {Limits.Title} characters."
                : !EmailAddress.IsValid(email) ? $"“{Wording.Shorten(email, 60)}” is not an e-mail address."
                : owner is null
                    ? $"“{Wording.Shorten(named, 60)}” is neither the implementation manager nor on the committee, "
                    + "nor do they lead a cohort."
                : null);
            if (problem is not null)
            {
                remarks.Problems.Add($"Line {row.Line}: {problem}");
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
