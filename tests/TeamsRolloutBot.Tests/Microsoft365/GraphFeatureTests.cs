using TeamsRolloutBot.Microsoft365;

namespace TeamsRolloutBot.Tests.Microsoft365;

/// <summary>What is said about each feature that an administrator can grant.</summary>
public sealed class GraphFeatureTests
{
    [Fact]
    public void Every_feature_has_its_facts_once() =>
        Assert.Equal(Enum.GetValues<GraphFeature>(), GraphFeatureFacts.All.Select(facts => facts.Feature).Order());

    [Fact]
    public void Every_level_is_named_after_one_feature_and_levels_come_in_order()
    {
        var named = GraphFeatureFacts.All.Where(facts => facts.IsMain).Select(facts => facts.Level).ToList();

        Assert.Equal(Enum.GetValues<GraphLevel>().Where(level => level != GraphLevel.None), named);
        Assert.Equal(GraphFeatureFacts.All.Select(facts => facts.Level).Order(), GraphFeatureFacts.All.Select(facts => facts.Level));
    }

    [Fact]
    public void What_to_grant_names_every_permission_and_no_feature_shares_one()
    {
        Assert.All(GraphFeatureFacts.All, facts =>
            Assert.All(facts.Permissions, permission => Assert.Contains(permission, facts.ToGrant, StringComparison.Ordinal)));

        var permissions = GraphFeatureFacts.All.SelectMany(facts => facts.Permissions).ToList();
        Assert.Equal(permissions.Distinct(), permissions);
    }
}
