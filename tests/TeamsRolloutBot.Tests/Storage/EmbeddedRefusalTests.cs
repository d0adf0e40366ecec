using Microsoft.Data.Sqlite;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>Files that the embedded store rejects, and what it says about each.</summary>
public sealed class EmbeddedRefusalTests : EmbeddedFile
{
    [Fact]
    public async Task A_file_in_use_is_refused_and_can_be_opened_once_it_is_free()
    {
        await using (var first = await OpenAsync())
        {
            var refused = await Assert.ThrowsAsync<StorageException>(OpenAsync);
            Assert.Contains("in use by another process", refused.Message, StringComparison.Ordinal);
            await InsertAsync(first, "row", 1);
        }

        await using var second = await OpenAsync();
        Assert.Equal(1, await ReadAsync(second, "row"));
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_left_alone()
    {
        await (await OpenAsync()).DisposeAsync();
        Execute("UPDATE meta SET value = 2 WHERE name = 'schema'");
        var before = await File.ReadAllBytesAsync(DataFile);

        var refused = await Assert.ThrowsAsync<StorageException>(OpenAsync);

        Assert.Contains("data layout 2", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(DataFile));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DataFile)!);
        await File.WriteAllTextAsync(DataFile, string.Concat(Enumerable.Repeat("Dear diary, ", 1000)));

        var refused = await Assert.ThrowsAsync<StorageException>(OpenAsync);

        Assert.Contains("put a backup in its place", refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("Dear diary", await File.ReadAllTextAsync(DataFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DataFile)!);
        Execute("CREATE TABLE theirs (id INTEGER)");

        await Assert.ThrowsAsync<StorageException>(OpenAsync);
    }

    [Fact]
    public async Task A_damaged_page_is_reported_as_damage()
    {
        await using (var store = await OpenAsync())
        {
            for (var i = 0; i < 500; i++)
            {
                await InsertAsync(store, $"{i:d4}", i);
            }
        }

        await using (var file = File.OpenWrite(DataFile))
        {
            file.Seek(4096, SeekOrigin.Begin);
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)file.Length - 4096).ToArray());
        }

        var fault = await Assert.ThrowsAsync<StorageException>(async () =>
        {
            await using var store = await OpenAsync();
            await ReadAsync(store, "0042");
        });
        Assert.Contains("damaged", fault.Message, StringComparison.Ordinal);
        Assert.False(fault.IsTransient);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder.FullName, "data"), "a file where the folder should be");

        var refused = await Assert.ThrowsAsync<StorageException>(OpenAsync);

        Assert.Contains("Storage:Path", refused.Message, StringComparison.Ordinal);
    }

    [FactForOrdinaryUsers]
    public async Task A_read_only_file_is_refused_with_advice()
    {
        await (await OpenAsync()).DisposeAsync();
        new FileInfo(DataFile).IsReadOnly = true;

        var refused = await Assert.ThrowsAsync<StorageException>(OpenAsync);

        Assert.Contains("read-only", refused.Message, StringComparison.Ordinal);
        new FileInfo(DataFile).IsReadOnly = false;
    }

    [Theory]
    [InlineData(8, "read-only", false)]
    [InlineData(11, "backup", false)]
    [InlineData(13, "free some space", false)]
    [InlineData(14, "cannot be opened", false)]
    [InlineData(5, "locked", true)]
    [InlineData(10, "disk failed", true)]
    public void Faults_of_the_file_say_what_to_do(int code, string advice, bool isTransient)
    {
        var described = EmbeddedFaults.Describe(new SqliteException("native words", code), DataFile);

        Assert.Contains(advice, described.Message, StringComparison.Ordinal);
        Assert.Contains(DataFile, described.Message, StringComparison.Ordinal);
        Assert.Equal(isTransient, described.IsTransient);
    }
}
