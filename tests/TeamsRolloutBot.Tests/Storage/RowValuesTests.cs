using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Tests.Storage;

public sealed class RowValuesTests
{
    [Fact]
    public void Values_are_read_by_their_type()
    {
        var values = new RowValues { { "T", "text" }, { "I", 7 }, { "B", true }, { "Y", [1, 2] } };

        Assert.Equal("text", values.GetString("T"));
        Assert.Equal(7, values.GetInt64("I"));
        Assert.True(values.GetBoolean("B"));
        Assert.Equal([1, 2], values.GetBytes("Y"));
        Assert.True(values.TryGetInt64("I", out var number));
        Assert.Equal(7, number);
        Assert.False(values.TryGetString("none", out _));
    }

    [Fact]
    public void A_missing_value_and_one_of_another_type_are_told_apart()
    {
        var values = new RowValues { { "T", "text" } };

        Assert.Contains("'none'", Assert.Throws<KeyNotFoundException>(() => values.GetString("none")).Message, StringComparison.Ordinal);
        Assert.Contains("'T'", Assert.Throws<InvalidCastException>(() => values.GetInt64("T")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidCastException>(() => values.TryGetBoolean("T", out _));
    }

    [Fact]
    public void Null_is_left_out_when_added_and_removes_when_set()
    {
        var values = new RowValues { { "Kept", 1 }, { "Left", (string?)null } };
        values.Set("Kept", (long?)null);
        values.Set("New", "x");
        values.Set("New", "y");

        Assert.Equal(new RowValues { { "New", "y" } }, values);
    }

    [Fact]
    public void A_name_can_be_added_once_only() =>
        Assert.Throws<ArgumentException>(() => new RowValues { { "A", 1 }, { "A", 2 } });

    [Fact]
    public void A_copy_goes_its_own_way()
    {
        var values = new RowValues { { "A", 1 } };
        var copy = values.Copy();
        copy.Set("A", 2);

        Assert.Equal(1, values.GetInt64("A"));
        Assert.NotEqual(values, copy);
    }

    [Fact]
    public void Copies_of_copies_and_their_original_go_their_own_ways_in_any_order()
    {
        var values = new RowValues { { "A", 1 } };
        var (first, second) = (values.Copy(), values.Copy());
        var third = second.Copy();

        values.Set("A", 2);
        values.Add("B", 2);
        third.Set("A", (long?)null);
        second.Add("C", 3);

        Assert.Equal(new RowValues { { "A", 2 }, { "B", 2 } }, values);
        Assert.Equal(new RowValues { { "A", 1 } }, first);
        Assert.Equal(new RowValues { { "A", 1 }, { "C", 3 } }, second);
        Assert.Equal([], third);
    }

    [Fact]
    public void Equality_is_by_content_whatever_the_order()
    {
        var values = new RowValues { { "A", 1 }, { "B", [1, 2] } };
        var other = new RowValues { { "B", [1, 2] }, { "A", 1 } };

        Assert.Equal(values, other);
        Assert.Equal(values.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(values, new RowValues { { "A", "1" }, { "B", [1, 2] } });
    }
}
