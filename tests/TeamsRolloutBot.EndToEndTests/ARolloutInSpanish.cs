using Xunit.Abstractions;

namespace TeamsRolloutBot.EndToEndTests;

/// <summary>
/// A manager, a cohort’s manager and a member who have chosen Spanish go through a rollout, with a
/// restart in the middle: the choice is kept, and planned messages come in Spanish.
/// </summary>
public sealed class ARolloutInSpanish(ITestOutputHelper output)
{
    private const string Checklist = "Tu lista de Procore Pay";
    private const string Reminder = "Lo que falta en tu lista de Procore Pay";
    private const string CheckIn = "¿Cómo te va con Procore Pay?";

    [EndToEndFact]
    public Task Is_lived_through_by_a_member_and_a_cohorts_manager() =>
        Walk.RunAsync([], "spanish", output, async (person, bot) =>
        {
            await ChooseSpanishAsync(person);
            await DefineAsync(person);
            await GetReadyAsync(person, bot);
            await UseAsync(person);
        });

    private static async Task ChooseSpanishAsync(TeamsClient person)
    {
        await person.SayAsync("español");
        await person.SeesAsync("A partir de ahora te escribo en español.");
        await person.SayAsync("hola");
        await person.SeesAsync("Te damos la bienvenida");
        await person.PictureAsync("welcome");
        await person.SayAsync("ayuda");
        await person.SeesAsync("Qué puedes hacer ahora");
        await person.PictureAsync("help");
    }

    private static async Task DefineAsync(TeamsClient person)
    {
        await person.SayAsync("nueva implementación");
        await person.SeesAsync("PASO 1 DE 11");
        await person.FillAsync("Nombre de la implementación", "Procore Pay, Mountain region");
        await person.FillAsync("O escribe una ciudad o una zona", "Denver");
        await person.PressAsync("Siguiente");
        await person.SeesAsync("PASO 2 DE 11");
        await person.SayAsync("ines@contoso.example.com");
        for (var step = 3; step < 8; step++)
        {
            await person.SeesAsync($"PASO {step} DE 11");
            await person.PressAsync("Siguiente");
        }

        await person.SeesAsync("PASO 8 DE 11");
        await person.FillAsync("Oficina", "HQ Denver");
        await person.FillDateAsync("Inicio: desde este día", "2027-03-15");
        await person.FillAsync("O escribe un correo", "robin@contoso.example.com");
        await person.FillAsync("Miembros", """
            Nombre;Correo;Función;Idioma
            Robin Hale;robin@contoso.example.com;Project Manager;español
            Maria Lopez;maria@contoso.example.com;Accountant;inglés
            """);
        await person.PictureAsync("step-8");
        for (var step = 9; step <= 10; step++)
        {
            await person.PressAsync("Siguiente");
            await person.SeesAsync($"PASO {step} DE 11");
            await person.PictureAsync($"step-{step}");
        }

        await person.PressAsync("Siguiente");
        await person.SeesAsync("REVISIÓN · NO SE HA ENVIADO NADA");
        await person.PictureAsync("review");
        await person.PressAsync("Lanzar");
        await person.SeesAsync("está en marcha");
        await person.PictureAsync("launched");
    }

    private static async Task GetReadyAsync(TeamsClient person, BotProcess bot)
    {
        await person.SayAsync("clock 2027-02-23");
        await person.SeesAsync(Checklist);
        await person.SeesAsync("Tu lista para HQ Denver");
        await person.SeesAsync("Lo que tocaba hasta ahora ya se envió.");
        await LivingThroughARollout.AskForChecklistAsync(person, "mi lista");
        await person.SeesOnCardAsync(Checklist, "0 de 8 hechas");
        await person.PictureAsync("managers-list");
        await person.PressOnCardAsync(Checklist, "Hecho");
        await person.SeesOnCardAsync(Checklist, "1 de 8 hechas");
        await person.CardPictureAsync(Checklist, "checklist-ticked");

        await bot.RestartAsync();
        await person.GoToAsync(bot.ClientAddress);
        await person.SayAsync("mi lista");
        await person.SeesOnCardAsync(Checklist, "1 de 8 hechas");
        await person.SayAsync("clock 2027-03-02");
        await person.SeesAsync("Correos de bienvenida para HQ Denver");
        await person.CardPictureAsync("Correos de bienvenida para HQ Denver", "email-handed-over");
        await person.SayAsync("clock 2027-03-06");
        await person.SeesAsync(Reminder);
        await person.CardPictureAsync(Reminder, "reminder");
        await person.SeesAsync("¿HQ Denver está listo para la capacitación?");
        await person.CardPictureAsync("¿HQ Denver está listo para la capacitación?", "readiness");
    }

    private static async Task UseAsync(TeamsClient person)
    {
        await person.SayAsync("clock 2027-03-16");
        await person.SeesAsync("Ya puedes empezar con Procore Pay");
        await person.CardPictureAsync("Ya puedes empezar con Procore Pay", "go-live");
        await person.SayAsync("clock 2027-03-22T18:00");
        await person.SeesAsync(CheckIn);
        await person.CardPictureAsync(CheckIn, "check-in");
        await person.ChooseAsync("En parte");
        await person.FillAsync("¿Alguna pregunta?", "¿Dónde encuentro las renuncias de gravamen?");
        await person.PressAsync("Enviar");
        await person.SeesAsync("Gracias");
        await person.CardPictureAsync("Gracias", "check-in-answered");

        // Robin leads the cohort and is the one who asks, so the question goes to the committee. As
        // the rollout's owner, Robin can answer it too.
        await person.SayAsync("preguntas");
        await person.SeesAsync("1 pregunta espera respuesta");
        await person.PictureAsync("questions");
        await person.FillAsync("Tu respuesta", "En Pagos, en Cumplimiento.");
        await person.PressAsync("Responder");
        await person.SeesAsync("Robin Hale respondió");
        await person.CardPictureAsync("Robin Hale respondió", "answer");
    }
}
