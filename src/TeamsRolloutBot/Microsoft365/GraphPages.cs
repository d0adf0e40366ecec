using Microsoft.Graph.Models;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// Paged Graph lists. Kept apart from its callers, which every bot creates: a constraint naming an
/// SDK type loads the whole SDK, 10 MB, together with the class it is in.
/// </summary>
internal static class GraphPages
{
    // At 100 items each, this covers the largest possible meeting; an endless list must not block
    // others.
    private const int Most = 200;

    /// <summary>Reads a whole list.</summary>
    /// <param name="read">Reads the first page, or the page at an address.</param>
    /// <param name="valuesOf">The items of a page.</param>
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
