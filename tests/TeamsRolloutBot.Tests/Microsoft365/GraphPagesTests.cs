using Microsoft.Graph.Models;
using TeamsRolloutBot.Microsoft365;

namespace TeamsRolloutBot.Tests.Microsoft365;

/// <summary>Lists that Graph returns page by page.</summary>
public sealed class GraphPagesTests
{
    [Fact]
    public async Task Each_next_page_is_read_by_its_link_until_there_is_none()
    {
        var links = new List<string?>();

        var all = await ReadAsync(link =>
        {
            links.Add(link);
            return link switch
            {
                null => Page("second", "a", "b"),
                "second" => Page("third"),
                _ => Page(null, "c"),
            };
        });

        Assert.Equal(["a", "b", "c"], all);
        Assert.Equal([null, "second", "third"], links);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task One_page_without_a_link_is_all(string? next) => Assert.Equal(["a"], await ReadAsync(_ => Page(next, "a")));

    [Fact]
    public async Task No_answer_is_an_empty_list() => Assert.Empty(await ReadAsync(_ => null));

    [Fact]
    public async Task A_list_that_never_ends_is_left_after_two_hundred_pages() =>
        Assert.Equal(200, (await ReadAsync(_ => Page("again", "a"))).Count);

    private static async Task<IReadOnlyList<string?>> ReadAsync(Func<string?, UserCollectionResponse?> read)
    {
        var users = await GraphPages.ReadAllAsync<UserCollectionResponse, User>(link => Task.FromResult(read(link)), page => page.Value);
        return [.. users.Select(user => user.Id)];
    }

    private static UserCollectionResponse Page(string? next, params string[] ids) => new()
    {
        OdataNextLink = next,
        Value = [.. ids.Select(id => new User { Id = id })],
    };
}
