using System.Diagnostics.CodeAnalysis;

namespace TeamsRolloutBot.StubGraph;

/// <summary>
/// The people of a made-up tenant, by id and by the addresses that they are looked up by: thousands
/// are requested one at a time.
/// </summary>
public sealed class StubPeople
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StubPerson> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> _byAddress = new(StringComparer.OrdinalIgnoreCase);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byId.Count;
            }
        }
    }

    /// <summary>Everybody, in their current state.</summary>
    public IReadOnlyList<StubPerson> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _byId.Values];
            }
        }
    }

    /// <exception cref="KeyNotFoundException">Nobody has that id.</exception>
    public StubPerson this[string id]
    {
        get => TryGetValue(id, out var person) ? person : throw new KeyNotFoundException(id);
        set
        {
            lock (_gate)
            {
                Remove(id);
                _byId[id] = value;
                foreach (var address in AddressesOf(value))
                {
                    if (!_byAddress.TryGetValue(address, out var ids))
                    {
                        _byAddress[address] = ids = new(StringComparer.OrdinalIgnoreCase);
                    }

                    ids.Add(id);
                }
            }
        }
    }

    public bool TryGetValue(string id, [NotNullWhen(true)] out StubPerson? person)
    {
        lock (_gate)
        {
            return _byId.TryGetValue(id, out person);
        }
    }

    /// <summary>People with that mail address or user principal name.</summary>
    public IReadOnlyList<StubPerson> WithAddress(string address)
    {
        lock (_gate)
        {
            return _byAddress.TryGetValue(address, out var ids) ? [.. ids.Select(id => _byId[id])] : [];
        }
    }

    public void Remove(string id)
    {
        lock (_gate)
        {
            if (_byId.Remove(id, out var before))
            {
                foreach (var address in AddressesOf(before))
                {
                    _byAddress[address].Remove(id);
                }
            }
        }
    }

    private static IEnumerable<string> AddressesOf(StubPerson person) => [person.Email, person.UserPrincipalName];
}
