using System.Text;
using System.Text.Encodings.Web;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// A cohort's printable checklists, one page per language, in one self-contained file without
/// scripts.
/// </summary>
internal static class SheetPage
{
    // Above this, tasks are set more tightly in three columns.
    private const int FewTasks = 12;

    private const string Style =
        """
        @page{margin:10mm}
        *{box-sizing:border-box}
        body{margin:0;background:#fff;color:#000;font:10pt/1.3 "Segoe UI",Arial,sans-serif}
        section{max-width:190mm;margin:8mm auto;break-after:page}
        section:last-of-type{break-after:auto}
        header{border-bottom:1mm solid #000;padding-bottom:2mm}
        h1{font-size:19pt;line-height:1.15;margin:0}
        h2{font-size:12pt;margin:4mm 0 1mm}
        p{margin:1mm 0}
        dl{display:flex;gap:6mm;margin:3mm 0 0}
        dt{font-size:8.5pt}
        dd{margin:0;font-weight:600}
        dd div{margin-bottom:.5mm}
        ul{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:1fr 1fr;gap:0 6mm}
        li{display:flex;gap:2.5mm;align-items:flex-start;padding:1.5mm 0;border-top:.2mm solid #777;break-inside:avoid;min-width:0}
        .box{flex:none;width:4.5mm;height:4.5mm;border:.5mm solid #000}
        .task{flex:1;min-width:0;overflow-wrap:anywhere}
        .task small{display:block;font-size:8.5pt}
        .code{flex:none;width:22mm;height:22mm}
        .many ul{grid-template-columns:1fr 1fr 1fr;gap:0 4mm}
        .many li{font-size:8.5pt;line-height:1.2;padding:1mm 0}
        .many .code{width:17mm;height:17mm}
        .many h2{margin-top:2.5mm}
        footer{border-top:.2mm solid #777;margin-top:4mm;padding-top:1.5mm;font-size:8.5pt}
        @media print{section{margin:0 auto}.code,.box{print-color-adjust:exact}}
        """;

    /// <param name="rollout">The rollout.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="roles">The ids of its members' roles.</param>
    /// <param name="languages">One page per language; at least one.</param>
    /// <param name="now">The current time.</param>
    public static string Write(
        StoredRollout rollout, Cohort cohort, IReadOnlyList<string> roles, IReadOnlyList<Language> languages, Instant now)
    {
        var before = Language.Current;
        try
        {
            Language.Current = languages[0];
            var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"").Append(languages[0].Code)
                .Append("\"><head><meta charset=\"utf-8\">")
                .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
                .Append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
                .Append(Escape(MemberTexts.SheetTitle.With(rollout.Definition.Playbook.Product))).Append(" · ").Append(Escape(cohort.Name))
                .Append("</title><style>\n").Append(Style).Append("\n</style></head><body>\n");
            foreach (var language in languages)
            {
                Language.Current = language;
                Section(html, rollout, cohort, roles, now);
            }

            return html.Append("</body></html>\n").ToString();
        }
        finally
        {
            Language.Current = before;
        }
    }

    private static void Section(StringBuilder html, StoredRollout rollout, Cohort cohort, IReadOnlyList<string> roles, Instant now)
    {
        var definition = rollout.Definition;
        var groups = Groups(definition, roles);
        var ask = CohortFacts.Ask(rollout, cohort);
        html.Append("<section lang=\"").Append(Language.Current.Code).Append('"')
            .Append(groups.Sum(group => group.Tasks.Count) > FewTasks ? " class=\"many\"" : string.Empty).Append("><header><h1>")
            .Append(Escape(MemberTexts.SheetTitle.With(definition.Playbook.Product))).Append("</h1><p>").Append(Escape(cohort.Name))
            .Append(" · ").Append(Escape(definition.Name)).Append("</p></header>\n<dl>");
        Fact(html, MemberTexts.SheetYouStart, [CohortFacts.Start(definition, cohort)]);
        Fact(html, MemberTexts.SheetTraining, CohortFacts.Training(definition, cohort, cohort.Zone, now));
        Fact(html, MemberTexts.SheetAsk, ask.Email is { } email ? [ask.Name, email] : [ask.Name]);
        html.Append("</dl>\n");
        foreach (var (title, tasks) in groups)
        {
            html.Append("<h2>").Append(Escape(title)).Append("</h2><ul>\n");
            foreach (var task in tasks)
            {
                Item(html, task);
            }

            html.Append("</ul>\n");
        }

        html.Append("<footer>").Append(Escape(MemberTexts.SheetHow.With(ask.Name))).Append("</footer></section>\n");
    }

    private static void Fact(StringBuilder html, string name, IEnumerable<string> values)
    {
        html.Append("<div><dt>").Append(Escape(name)).Append("</dt><dd>");
        foreach (var value in values)
        {
            html.Append("<div>").Append(Escape(value)).Append("</div>");
        }

        html.Append("</dd></div>");
    }

    private static void Item(StringBuilder html, ChecklistTask task)
    {
        html.Append("<li><span class=\"box\"></span><span class=\"task\">").Append(Escape(PlaybookContent.TaskTitle(task.Title)));
        if (task.Minutes is { } minutes)
        {
            html.Append("<small>").Append(Escape(Dates.About(minutes))).Append("</small>");
        }

        html.Append("</span>");
        if (SafeLink.TryCreate(task.Url, out var link))
        {
            html.Append(QrCode.Svg(link, Escape(link.Url)));
        }

        html.Append("</li>\n");
    }

    // The tasks for everybody, then the additional tasks of each role.
    private static List<(string Title, IReadOnlyList<ChecklistTask> Tasks)> Groups(
        RolloutDefinition definition, IReadOnlyList<string> roles)
    {
        var all = Checklists.ForMember(definition, null);
        var shared = all.Select(task => task.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            (MemberTexts.SheetEverybody, all),
            .. roles.Select(role => (
                    MemberTexts.SheetRole.With(PlaybookContent.Of(definition.Playbook.FindRole(role)?.Title ?? role)),
                    (IReadOnlyList<ChecklistTask>)
                        [.. Checklists.ForMember(definition, role).Where(task => !shared.Contains(task.Id))]))
                .Where(group => group.Item2.Count > 0),
        ];
    }

    private static string Escape(string text) => HtmlEncoder.Default.Encode(text);
}
