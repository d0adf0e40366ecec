using System.Text.Json;

namespace TeamsRolloutBot.StubGraph;

/// <summary>Checks requests and answers against the contract and records violations.</summary>
internal sealed class ContractCheck(GraphContract contract)
{
    private readonly Lock _gate = new();
    private readonly List<string> _violations = [];

    /// <inheritdoc cref="GraphStub.Allowed"/>
    public IReadOnlySet<string>? Allowed { get; set; }

    public IReadOnlyList<string> Violations
    {
        get
        {
            lock (_gate)
            {
                return [.. _violations];
            }
        }
    }

    public void Violate(string problem)
    {
        lock (_gate)
        {
            _violations.Add(problem);
        }
    }

    public void CheckRequest(GraphRequest request)
    {
        if (request.Operation is not { } operation)
        {
            Violate($"{request.Method} {request.Path}: not in the contract");
            return;
        }

        if (Allowed is { } allowed && !allowed.Contains(GraphStub.Nameless(operation.ToString())))
        {
            Violate($"{operation}: is not in the table of calls");
        }

        foreach (var problem in GraphContract.CheckQuery(operation, request.Query))
        {
            Violate(problem);
        }

        if (operation.RequestSchema is { } schema)
        {
            if (request.Body is { } body)
            {
                foreach (var problem in contract.Schemas.Check(body, schema, isRequest: true, operation.ToString()))
                {
                    Violate(problem);
                }
            }
            else if (operation.NeedsBody)
            {
                Violate($"{operation}: the body is missing");
            }
        }
        else if (request.Body is not null)
        {
            Violate($"{operation}: takes no body");
        }
    }

    /// <summary>
    /// Checks an answer of the stub itself, which must not contain anything that Graph would not
    /// say.
    /// </summary>
    public void CheckAnswer(GraphRequest request, GraphAnswer answer)
    {
        if (request.Operation is not { } operation || answer.Body is not { } body)
        {
            return;
        }

        var family = $"{answer.Status / 100}XX";
        var schema = operation.Responses.GetValueOrDefault(answer.Status.ToString()) ?? operation.Responses.GetValueOrDefault(family);
        if (schema is null)
        {
            Violate($"{operation}: the stub answers {answer.Status} with a body that the contract does not have");
            return;
        }

        using var document = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(body));
        foreach (var problem in contract.Schemas.Check(document.RootElement, schema.Value, isRequest: false, $"answer of {operation}"))
        {
            Violate(problem);
        }
    }
}
