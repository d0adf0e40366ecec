using TeamsRolloutBot.Benchmarks.Harness;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TeamsRolloutBot.IntegrationTests.Azurite;

/// <summary>
/// A fact that is skipped, with the reason, if it needs Azurite and Azurite can't run. This applies
/// to classes marked with <see cref="NeedsAzuriteAttribute"/>, so that the same inherited fact
/// still runs on other stores. In a CI build (<c>CI=true</c>), nothing is skipped.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(
    "TeamsRolloutBot.IntegrationTests.Azurite.AzuriteFactDiscoverer", "TeamsRolloutBot.IntegrationTests")]
public sealed class AzuriteFactAttribute : FactAttribute;

/// <summary>The same for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AzuriteTheoryAttribute : TheoryAttribute
{
    public AzuriteTheoryAttribute()
    {
        var inCi = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        Skip = inCi ? null : AzuriteProcess.WhyNot;
    }
}

/// <summary>Marks a class whose <see cref="AzuriteFactAttribute"/> tests run on Azurite.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAzuriteAttribute : Attribute;

public sealed class AzuriteFactDiscoverer(IMessageSink diagnostics) : FactDiscoverer(diagnostics)
{
    protected override IXunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        new AzuriteTestCase(
            DiagnosticMessageSink,
            discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(),
            testMethod);
}

public sealed class AzuriteTestCase : XunitTestCase
{
    [Obsolete("Called by the de-serializer; should only be called by deriving classes for de-serialization purposes")]
    public AzuriteTestCase()
    {
    }

    public AzuriteTestCase(
        IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod method)
        : base(diagnostics, display, displayOptions, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute)
    {
        var needsAzurite = TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsAzuriteAttribute)).Any();
        var inCi = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        return needsAzurite && !inCi && AzuriteProcess.WhyNot is { } reason ? reason : base.GetSkipReason(factAttribute);
    }
}
