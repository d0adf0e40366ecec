using System.Text;
using TeamsRolloutBot.Dialogs;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Who asks, in relation to a rollout.</summary>
[Flags]
public enum Asker
{
    None = 0,
    Owner = 1,
    Committee = 2,
    CohortManager = 4,
    Member = 8,
    Administrator = 16,

    /// <summary>An employee who has no part in the rollout.</summary>
    Colleague = 32,
    Guest = 64,

    /// <summary>In another tenant, in a chat shared with this one.</summary>
    Federated = 128,
    Anonymous = 256,

    /// <summary>In their own tenant.</summary>
    OtherTenant = 512,
    Anybody = 1023,
}

/// <summary>Where something is asked.</summary>
public enum Place
{
    Personal,
    GroupChat,
    Channel,
}

/// <summary>
/// What can be asked for, and for whom it shows or changes anything in the rollout; everybody else
/// is told that they have nothing there. A test fails for a command or verb that is missing here,
/// and for one that no longer exists.
/// </summary>
internal static class AccessMatrix
{
    private const Asker See = Asker.Owner | Asker.Committee;
    private const Asker SeeCohort = See | Asker.CohortManager;
    private const Asker TakePart = Asker.Member | Asker.CohortManager;

    /// <summary>By the first words typed.</summary>
    public static IReadOnlyDictionary<string, Asker> Commands { get; } = new Dictionary<string, Asker>(StringComparer.Ordinal)
    {
        ["help"] = Asker.Anybody,
        ["language"] = Asker.Anybody,
        ["English"] = Asker.Anybody,
        ["Spanish"] = Asker.Anybody,
        ["French"] = Asker.Anybody,
        ["hi"] = Asker.Anybody,
        ["thanks"] = Asker.Anybody,
        ["rollouts"] = See,
        ["drafts"] = Asker.Owner,
        ["review"] = Asker.Owner,
        ["manage"] = Asker.Owner,
        ["readiness"] = SeeCohort,
        ["setup"] = See,
        ["subcontractors"] = SeeCohort,
        ["edit cohort"] = Asker.Owner,
        ["undo"] = Asker.Owner,
        ["closing report"] = See,
        ["best practices"] = SeeCohort | TakePart,
        ["agenda"] = SeeCohort | TakePart,
        ["new rollout"] = Asker.Owner,
        ["playbooks"] = Asker.Owner,
        ["save as playbook"] = Asker.Owner,
        ["new"] = Asker.Owner,
        ["continue"] = Asker.Owner,
        ["status"] = See,
        ["people"] = SeeCohort,
        ["answers"] = SeeCohort,
        ["at risk"] = SeeCohort,
        ["nudge"] = Asker.Owner | Asker.CohortManager,
        ["sheet"] = Asker.Owner | Asker.CohortManager,
        ["done for"] = Asker.Owner | Asker.CohortManager,
        ["deliveries"] = See,
        ["reach"] = Asker.Owner,
        ["pause"] = Asker.Owner | Asker.Administrator,
        ["resume"] = Asker.Owner,
        ["close"] = Asker.Owner | Asker.Administrator,
        ["move"] = Asker.Owner,
        ["add people"] = Asker.Owner,
        ["add cohort"] = Asker.Owner,
        ["remove"] = Asker.Owner,
        ["start afresh"] = Asker.Owner,
        ["export definition"] = Asker.Owner,
        ["import definition"] = Asker.Owner,
        ["duplicate"] = Asker.Owner,
        ["export progress"] = See,
        ["welcome e-mails"] = Asker.Owner | Asker.CohortManager,
        ["sessions"] = Asker.Owner | Asker.CohortManager,
        ["plan session"] = Asker.Owner | Asker.CohortManager,
        ["history"] = Asker.Owner,
        ["tenant log"] = Asker.Administrator,
        ["my checklist"] = TakePart,
        ["ask"] = TakePart,
        ["questions"] = SeeCohort | TakePart,
        ["my data"] = SeeCohort | TakePart,
        ["export data"] = Asker.Owner | Asker.Administrator,
        ["forget"] = Asker.Owner | Asker.Administrator,
        ["clock"] = Asker.Anybody,
    };

    /// <summary>By the verb of a button.</summary>
    public static IReadOnlyDictionary<string, Asker> Verbs { get; } = new Dictionary<string, Asker>(StringComparer.Ordinal)
    {
        ["help.show"] = Asker.Anybody,
        ["help.topic"] = Asker.Anybody,
        ["language.set"] = Asker.Anybody,
        ["rollout.new"] = Asker.Owner,
        ["define.next"] = Asker.Owner,
        ["define.back"] = Asker.Owner,
        ["define.skip"] = Asker.Owner,
        ["define.open"] = Asker.Owner,
        ["define.save"] = Asker.Owner,
        ["define.cancel"] = Asker.Owner,
        ["define.cohort"] = Asker.Owner,
        ["define.steps"] = Asker.Owner,
        ["define.rows"] = Asker.Owner,
        ["define.unknown"] = Asker.Owner,
        ["define.members"] = Asker.Owner,
        ["define.removeMember"] = Asker.Owner,
        ["define.doubles"] = Asker.Owner,
        ["define.keepOne"] = Asker.Owner,
        ["define.unchecked"] = Asker.Owner,
        ["define.checked"] = Asker.Owner,
        ["define.test"] = Asker.Owner,
        ["rollout.launch"] = Asker.Owner,
        ["rollout.pause"] = Asker.Owner | Asker.Administrator,
        ["rollout.resume"] = Asker.Owner,
        ["rollout.close"] = Asker.Owner | Asker.Administrator,
        ["rollout.export"] = Asker.Owner,
        ["rollout.import"] = Asker.Owner,
        ["rollout.duplicate"] = Asker.Owner,
        ["report.progress"] = See,
        ["rollout.list"] = See,
        ["report.closing"] = See,
        ["report.closingFile"] = See,
        ["rollout.undo"] = Asker.Owner,
        ["manage.show"] = Asker.Owner,
        ["manage.pause"] = Asker.Owner,
        ["sub.list"] = SeeCohort,
        ["sub.show"] = SeeCohort,
        ["sub.form"] = SeeCohort,
        ["sub.add"] = SeeCohort,
        ["sub.set"] = SeeCohort,
        ["sub.mail"] = SeeCohort,
        ["setup.show"] = See,
        ["setup.set"] = Asker.Owner,
        ["readiness.show"] = SeeCohort,
        ["cohort.edit"] = Asker.Owner,
        ["cohort.save"] = Asker.Owner,
        ["cohort.merge"] = Asker.Owner,
        ["cohort.remove"] = Asker.Owner,
        ["cohort.moveForm"] = Asker.Owner,
        ["playbook.list"] = Asker.Owner,
        ["playbook.form"] = Asker.Owner,
        ["playbook.save"] = Asker.Owner,
        ["playbook.remove"] = Asker.Owner | Asker.Administrator,
        ["practices.show"] = SeeCohort | TakePart,
        ["agenda.show"] = SeeCohort | TakePart,
        ["cohort.move"] = Asker.Owner | Asker.CohortManager,
        ["cohort.goOn"] = Asker.Anybody,
        ["cohort.add"] = Asker.Owner,
        ["people.add"] = Asker.Owner,
        ["roles.set"] = Asker.Owner,
        ["people.list"] = SeeCohort,
        ["answers.list"] = SeeCohort,
        ["answers.followUp"] = SeeCohort,
        ["person.show"] = SeeCohort,
        ["person.form"] = Asker.Owner,
        ["person.save"] = Asker.Owner,
        ["person.afresh"] = Asker.Owner,
        ["people.nudge"] = Asker.Owner | Asker.CohortManager,
        ["sheet.show"] = Asker.Owner | Asker.CohortManager,
        ["sheet.file"] = Asker.Owner | Asker.CohortManager,
        ["crew.show"] = Asker.Owner | Asker.CohortManager,
        ["crew.mark"] = Asker.Owner | Asker.CohortManager,
        ["people.remove"] = Asker.Owner,
        ["deliveries.list"] = See,
        ["deliveries.people"] = See,
        ["deliveries.resend"] = Asker.Owner,
        ["reach.show"] = Asker.Owner,
        ["reach.email"] = Asker.Owner,
        ["status.show"] = See,
        ["email.show"] = Asker.Owner | Asker.CohortManager,
        ["email.file"] = Asker.Owner | Asker.CohortManager,
        ["session.list"] = Asker.Owner | Asker.CohortManager,
        ["session.form"] = Asker.Owner | Asker.CohortManager,
        ["session.save"] = Asker.Owner | Asker.CohortManager,
        ["session.cancel"] = Asker.Owner | Asker.CohortManager,
        ["session.times"] = Asker.Owner | Asker.CohortManager,
        ["session.file"] = See | TakePart,
        ["session.people"] = Asker.Owner | Asker.CohortManager,
        ["session.everybody"] = Asker.Owner | Asker.CohortManager,
        ["session.notes"] = Asker.Owner | Asker.CohortManager,
        ["session.sendNotes"] = Asker.Owner | Asker.CohortManager,
        ["session.offer"] = Asker.Owner | Asker.CohortManager,
        ["session.attended"] = Asker.Owner | Asker.CohortManager,
        ["history.show"] = Asker.Owner,
        ["history.file"] = Asker.Owner,
        ["tenant.log"] = Asker.Administrator,
        ["privacy.forget"] = Asker.Owner | Asker.Administrator,
        ["checklist.mine"] = TakePart,
        ["checklist.show"] = TakePart,
        ["task.set"] = TakePart,
        ["checkin.answer"] = TakePart,
        ["checkin.snooze"] = TakePart,
        ["question.ask"] = TakePart,
        ["question.form"] = TakePart,
        ["question.answer"] = SeeCohort,
        ["question.list"] = SeeCohort | TakePart,
        ["question.chosen"] = SeeCohort | TakePart,
    };

    /// <summary>The table in SECURITY.md.</summary>
    public static string Markdown(IEnumerable<IDialog> dialogs)
    {
        var all = dialogs.ToList();
        var text = new StringBuilder()
            .AppendLine("| typed or pressed | answered in | shows or changes something of a rollout for |")
            .AppendLine("| --- | --- | --- |");
        foreach (var command in all.SelectMany(dialog => dialog.Commands).OrderBy(command => command.Title, StringComparer.Ordinal))
        {
            Row($"“{command.Title}”", command.AnsweredIn, Commands.GetValueOrDefault(command.Title));
        }

        foreach (var verb in all.SelectMany(dialog => dialog.Verbs).OrderBy(verb => verb.Name, StringComparer.Ordinal))
        {
            Row($"`{verb.Name}`", verb.AnsweredIn, Verbs.GetValueOrDefault(verb.Name));
        }

        return text.ToString().ReplaceLineEndings("\n");

        void Row(string name, AnsweredIn where, Asker who) =>
            text.AppendLine($"| {name} | {(where == AnsweredIn.Anywhere ? "any chat" : "the asker's own chat")} | {Names(who)} |");
    }

    private static string Names(Asker who) =>
        who == Asker.Anybody
            ? "(nothing of a rollout)"
            : string.Join(
                ", ",
                Enum.GetValues<Asker>()
                    .Where(each => each is not (Asker.None or Asker.Anybody) && who.HasFlag(each))
                    .Select(each =>
                        each switch
                        {
                            Asker.CohortManager => "cohort's manager",
                            _ => each.ToString().ToLowerInvariant(),
                        }
                    )
            );
}
