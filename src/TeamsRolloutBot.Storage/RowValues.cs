using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TeamsRolloutBot.Storage;

/// <summary>
/// A row's properties: a small map from names to <see cref="string"/>, <see cref="long"/>,
/// <see cref="bool"/> or <see cref="byte"/>[]. Nulls are not stored: a property set to
/// <see langword="null"/> is omitted. Names are compared ordinally; equality ignores order.
/// </summary>
internal sealed class RowValues : IEnumerable<KeyValuePair<string, object>>, IEquatable<RowValues>
{
    // Rows have a handful of properties, for which a linear list is smaller and faster than a hash
    // table.
    private List<KeyValuePair<string, object>> _items;

    // Copy-on-write: most copies are only read.
    private bool _isShared;

    public RowValues() => _items = [];

    public RowValues(int capacity) => _items = new(capacity);

    private RowValues(RowValues other)
    {
        _items = other._items;
        _isShared = other._isShared = true;
    }

    public int Count => _items.Count;

    /// <summary>Adds a property whose name is not present yet; null is omitted.</summary>
    /// <exception cref="ArgumentException">The name is already present.</exception>
    public void Add(string name, string? value) => AddNew(name, value);

    /// <inheritdoc cref="Add(string, string?)"/>
    public void Add(string name, long? value) => AddNew(name, value);

    /// <inheritdoc cref="Add(string, string?)"/>
    public void Add(string name, bool? value) => AddNew(name, value);

    /// <inheritdoc cref="Add(string, string?)"/>
    public void Add(string name, byte[]? value) => AddNew(name, value);

    /// <summary>
    /// Adds a property read from a row: its name is not present yet and its type is one of the
    /// above.
    /// </summary>
    internal void AddStored(string name, object value) => _items.Add(new(name, value));

    /// <summary>Adds or replaces a property; null removes it.</summary>
    public void Set(string name, string? value) => Put(name, value);

    /// <inheritdoc cref="Set(string, string?)"/>
    public void Set(string name, long? value) => Put(name, value);

    /// <inheritdoc cref="Set(string, string?)"/>
    public void Set(string name, bool? value) => Put(name, value);

    /// <inheritdoc cref="Set(string, string?)"/>
    public void Set(string name, byte[]? value) => Put(name, value);

    public bool Contains(string name) => IndexOf(name) >= 0;

    /// <summary>The text value of a property.</summary>
    /// <exception cref="KeyNotFoundException">There is no such property.</exception>
    /// <exception cref="InvalidCastException">The property is of another type.</exception>
    public string GetString(string name) => Get<string>(name);

    /// <inheritdoc cref="GetString"/>
    public long GetInt64(string name) => Get<long>(name);

    /// <inheritdoc cref="GetString"/>
    public bool GetBoolean(string name) => Get<bool>(name);

    /// <inheritdoc cref="GetString"/>
    public byte[] GetBytes(string name) => Get<byte[]>(name);

    /// <summary>The text value of a property, if present.</summary>
    /// <exception cref="InvalidCastException">The property is of another type.</exception>
    public bool TryGetString(string name, [NotNullWhen(true)] out string? value) => TryGet(name, out value);

    /// <inheritdoc cref="TryGetString"/>
    public bool TryGetInt64(string name, out long value) => TryGet(name, out value);

    /// <inheritdoc cref="TryGetString"/>
    public bool TryGetBoolean(string name, out bool value) => TryGet(name, out value);

    /// <inheritdoc cref="TryGetString"/>
    public bool TryGetBytes(string name, [NotNullWhen(true)] out byte[]? value) => TryGet(name, out value);

    /// <summary>An independent map with the same properties.</summary>
    public RowValues Copy() => new(this);

    public List<KeyValuePair<string, object>>.Enumerator GetEnumerator() => _items.GetEnumerator();

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(RowValues? other)
    {
        if (other is null || other.Count != Count)
        {
            return false;
        }

        foreach (var (name, value) in _items)
        {
            var index = other.IndexOf(name);
            if (index < 0 || !SameValue(value, other._items[index].Value))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as RowValues);

    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var (name, _) in _items)
        {
            hash ^= name.GetHashCode(StringComparison.Ordinal);
        }

        return hash;
    }

    private static bool SameValue(object a, object b) =>
        a is byte[] x && b is byte[] y ? x.AsSpan().SequenceEqual(y) : a.Equals(b);

    private int IndexOf(string name)
    {
        var items = CollectionsMarshal.AsSpan(_items);
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Key == name)
            {
                return i;
            }
        }

        return -1;
    }

    private void Own()
    {
        if (_isShared)
        {
            _items = [.. _items];
            _isShared = false;
        }
    }

    private void AddNew(string name, object? value)
    {
        Own();
        if (Contains(name))
        {
            throw new ArgumentException($"The property '{name}' already exists.", nameof(name));
        }

        if (value is not null)
        {
            _items.Add(new(name, value));
        }
    }

    private void Put(string name, object? value)
    {
        Own();
        var index = IndexOf(name);
        if (value is null)
        {
            if (index >= 0)
            {
                _items.RemoveAt(index);
            }
        }
        else if (index >= 0)
        {
            _items[index] = new(name, value);
        }
        else
        {
            _items.Add(new(name, value));
        }
    }

    private T Get<T>(string name) =>
        TryGet<T>(name, out var value) ? value : throw new KeyNotFoundException($"The row has no property '{name}'.");

    private bool TryGet<T>(string name, [MaybeNullWhen(false)] out T value)
    {
        var index = IndexOf(name);
        if (index < 0)
        {
            value = default;
            return false;
        }

        value = _items[index].Value is T typed
            ? typed
            : throw new InvalidCastException(
                $"The property '{name}' is a {_items[index].Value.GetType().Name}, not a {typeof(T).Name}.");
        return true;
    }
}
