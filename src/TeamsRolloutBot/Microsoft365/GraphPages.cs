using Microsoft.Graph.Models;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// Lists that Graph gives page by page. Apart from its callers, which every bot makes: a constraint
/// that names one of the SDK's types has the whole of it loaded, 10 MB, with the class that it is
/// in.
/// </summary>
internal static class GraphPages
{
    // Of 100 at a time it is the largest meeting there is; a list that never ends does not hold up
    // the others.
    private const int Most = 200;

    /// <summary>Everything of a list.</summary>
    /// <param name="read">Reads the first page, or the one with the given address.</param>
    /// <param name="valuesOf">What is on a page.</param>
    public static async Task<IReadOnlyList<T>> ReadAllAsync<TPage, T>(
        Func<string?, Task<TPage?>> read, Func<TPage, IEnumerable<T>?> valuesOf)
        where TPage : BaseCollectionPaginationCountResponse
    {
        var all = new List<T>();
        string? next = null;
        for (var pages = 0; pages < Most && (pages == 0 || !string.IsNullOrEmpty(next)); pages++)
        {
            var page = await read(next);
            all.AddRange(page is null ? [] : valuesOf(page) ?? []);
            next = page?.OdataNextLink;
        }

        return all;
    }
}
