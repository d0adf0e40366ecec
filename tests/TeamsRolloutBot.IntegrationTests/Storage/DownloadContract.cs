using System.Net;
using System.Text;
using NodaTime.Testing;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.IntegrationTests.Azurite;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Storage;

namespace TeamsRolloutBot.IntegrationTests.Storage;

/// <summary>How links to files behave, on each store.</summary>
public abstract class DownloadContract : StoreContract
{
    private const string Secret = "maria@contoso.example.com answered no";
    // In a tenant of this test's own: the number of files per tenant is limited, and tests share a
    // storage account.
    private readonly FileOwner _marias = new(
        Guid.NewGuid().ToString(), PersonId.FromEmail("maria@contoso.example.com"))
    { RecordedAs = "progress" };
    private readonly FakeClock _clock = new(Instant.FromUtc(2027, 3, 1, 9, 0));

    private protected DownloadContract(IStoreSource source)
        : base(source)
    {
    }

    [AzuriteFact]
    public async Task A_file_made_by_one_instance_is_served_by_another_with_its_name_and_type()
    {
        await using var first = await DownloadHost.StartAsync(Store, _clock);
        await using var second = await DownloadHost.StartAsync(Store, _clock);

        var link = await first.LinkAsync(_marias, "HQ-progress.csv", "text/csv", Encoding.UTF8.GetBytes(Secret));
        using var answer = await second.Client.GetAsync(link);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Secret, await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("HQ-progress.csv", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(Secret.Length, answer.Content.Headers.ContentLength);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [AzuriteFact]
    public async Task Five_megabytes_come_back_byte_for_byte_and_nothing_at_all_comes_back_as_nothing()
    {
        await using var instance = await DownloadHost.StartAsync(Store, _clock);
        var content = new byte[5 * 1024 * 1024];
        new Random(7).NextBytes(content);

        var large = await instance.LinkAsync(_marias, "large.xlsx", "application/octet-stream", content);
        var empty = await instance.LinkAsync(_marias, "empty.csv", "text/csv", Array.Empty<byte>());

        Assert.Equal(content, await instance.Client.GetByteArrayAsync(large));
        Assert.Empty(await instance.Client.GetByteArrayAsync(empty));
    }

    [AzuriteFact]
    public async Task A_file_that_is_too_long_is_refused_before_anything_is_written()
    {
        await using var instance = await DownloadHost.StartAsync(Store, _clock);

        var refused = await Assert.ThrowsAsync<FileLimitException>(
            () => instance.LinkAsync(_marias, "huge.csv", "text/csv", new byte[FileRepository.MaxLength + 1]));

        Assert.Contains("33 MB", refused.Message, StringComparison.Ordinal);
    }

    [AzuriteTheory]
    [InlineData("/download/0123456789abcdef0123456789abcdef")]
    [InlineData("/download/0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("/download/head")]
    [InlineData("/download/..%2f..%2fetc%2fpasswd")]
    public async Task A_link_that_never_was_is_answered_like_one_that_has_ended(string link)
    {
        await using var instance = await DownloadHost.StartAsync(Store, _clock);

        using var answer = await instance.Client.GetAsync(link);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.StartsWith("This link has expired", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [AzuriteFact]
    public async Task A_link_ends_after_five_minutes_and_the_file_is_then_removed_from_the_store()
    {
        await using var instance = await DownloadHost.StartAsync(Store, _clock);
        var (last, _) = await KeepAsync(instance, 10);
        var (link, id) = await KeepAsync(instance, 700_000);

        _clock.Advance(Duration.FromMinutes(5) - Duration.FromSeconds(1));
        using var before = await instance.Client.GetAsync(last);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        _clock.Advance(Duration.FromSeconds(1));
        using var after = await instance.Client.GetAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);

        // A download that started at the last moment may finish.
        await instance.Files.SweepAsync(_clock.GetCurrentInstant());
        Assert.Equal(3, await RowsAsync(id));
        _clock.Advance(Duration.FromMinutes(6));
        await instance.Files.SweepAsync(_clock.GetCurrentInstant());
        Assert.Equal(0, await RowsAsync(id));
    }

    [AzuriteFact]
    public async Task A_link_works_once_whichever_instance_serves_it_and_what_was_fetched_is_in_the_history()
    {
        await using var first = await DownloadHost.StartAsync(Store, _clock);
        await using var second = await DownloadHost.StartAsync(Store, _clock);
        var link = await first.LinkAsync(_marias, "HQ-progress.csv", "text/csv", Encoding.UTF8.GetBytes(Secret));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => (n % 2 == 0 ? first : second).Client.GetAsync(link)));

        Assert.Equal(HttpStatusCode.OK, Assert.Single(answers, answer => answer.StatusCode != HttpStatusCode.NotFound).StatusCode);
        var entry = Assert.Single(await first.Audit.ListAsync(_marias.TenantId).ToListAsync());
        Assert.Equal((AuditAction.Downloaded, "progress", _marias.Person), (entry.Action, entry.Detail, entry.Actor));
    }

    [AzuriteFact]
    public async Task A_link_whose_file_could_not_be_read_works_again_when_it_can()
    {
        await using var instance = await DownloadHost.StartAsync(Store, _clock);
        var (link, id) = await KeepAsync(instance, 1000);
        var part = (await Store.GetAsync(Table.Files, id, "part|0000"))!;
        await Store.CommitAsync(Table.Files, id, [RowWrite.Delete("part|0000")]);
        using var refused = await instance.Client.GetAsync(link);
        await Store.CommitAsync(Table.Files, id, [RowWrite.Insert("part|0000", part.Values)]);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(1000, (await instance.Client.GetByteArrayAsync(link)).Length);
    }

    [AzuriteFact]
    public async Task A_link_whose_download_could_not_be_recorded_works_again_when_it_can()
    {
        var canRecord = false;
        await using var instance = await DownloadHost.StartAsync(
            new ObservedStore(Store)
            {
                Before = call => call.Table == Table.Audit && !canRecord ? new StorageException("busy", isTransient: true) : null,
            },
            _clock);
        var (link, _) = await KeepAsync(instance, 1000);
        using var refused = await instance.Client.GetAsync(link);
        canRecord = true;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(1000, (await instance.Client.GetByteArrayAsync(link)).Length);
    }

    [AzuriteFact]
    public async Task Erasing_somebody_removes_their_files_and_those_made_of_their_data_and_nobody_elses_in_any_tenant()
    {
        await using var instance = await DownloadHost.StartAsync(Store, _clock);
        var bob = PersonId.FromEmail("bob@contoso.example.com");
        var made = new List<(string Token, bool IsKept)>();
        foreach (var (owner, isKept) in new[]
        {
            (_marias, false),
            (new FileOwner(_marias.TenantId, bob) { Subjects = [bob, _marias.Person] }, false),
            (new FileOwner(_marias.TenantId, bob), true),
            (_marias with { TenantId = "another" }, true),
        })
        {
            made.Add((await instance.Downloads.AddAsync(owner, "a.csv", "text/csv", new byte[10], 5, 256), isKept));
        }

        await instance.Files.RemoveOfAsync(_marias.TenantId, [_marias.Person]);

        foreach (var (token, isKept) in made)
        {
            Assert.Equal(isKept, await instance.Downloads.FindAsync(token) is not null);
        }
    }

    [AzuriteFact]
    public async Task One_person_and_one_tenant_have_so_many_files_at_once_and_no_more()
    {
        await using var instance = await DownloadHost.StartAsync(Store, _clock);
        for (var n = 0; n < FileRepository.MostOfPerson; n++)
        {
            await instance.LinkAsync(_marias, "a.csv", "text/csv", new byte[10]);
        }

        await Assert.ThrowsAsync<FileLimitException>(() => instance.LinkAsync(_marias, "a.csv", "text/csv", new byte[10]));
        var bob = _marias with { Person = PersonId.FromEmail("bob@contoso.example.com") };
        await Assert.ThrowsAsync<FileLimitException>(
            () => instance.Downloads.AddAsync(bob, "a.csv", "text/csv", new byte[1024 * 1024], 5, megabytesOfTenant: 1));
        await instance.Downloads.AddAsync(
            bob with { TenantId = "another" }, "a.csv", "text/csv", new byte[1024 * 1024], 5, megabytesOfTenant: 1);
        _clock.Advance(Duration.FromMinutes(11));
        await instance.Files.SweepAsync(_clock.GetCurrentInstant());
        await instance.LinkAsync(_marias, "a.csv", "text/csv", new byte[10]);
    }

    [AzuriteFact]
    public async Task What_a_crash_left_half_written_is_never_served_and_is_removed()
    {
        await using var instance = await DownloadHost.StartAsync(Store, _clock);
        var files = new FileRepository(
            Before(4, () => Task.FromException(new StorageException("the process is gone", isTransient: true))));
        var token = new string('a', 31) + Random.Shared.Next(10);
        var id = Downloads.IdOf(token);
        await Assert.ThrowsAsync<StorageException>(
            () =>
                files.AddAsync(
                    id, _marias, "a.csv", "text/csv", new byte[700_000], _clock.GetCurrentInstant() + Duration.FromMinutes(5), 256));
        Assert.Equal(2, await RowsAsync(id));

        using var answer = await instance.Client.GetAsync($"/download/{token}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        _clock.Advance(Duration.FromMinutes(21));
        await instance.Files.SweepAsync(_clock.GetCurrentInstant());
        Assert.Equal(0, await RowsAsync(id));
    }

    [AzuriteFact]
    public async Task A_file_that_is_being_written_while_its_owner_is_erased_is_not_left_behind()
    {
        await using var instance = await DownloadHost.StartAsync(Store, _clock);

        // After the index and one of two parts, the person is erased.
        var files = new FileRepository(
            Before(3, () => instance.Files.RemoveOfAsync(_marias.TenantId, [_marias.Person])));
        var id = Downloads.IdOf(Guid.NewGuid().ToString("N"));

        var fault = await Assert.ThrowsAsync<StorageException>(
            () =>
                files.AddAsync(
                    id, _marias, "a.csv", "text/csv", new byte[700_000], _clock.GetCurrentInstant() + Duration.FromMinutes(5), 256));

        Assert.True(fault.IsTransient);
        Assert.Equal(0, await RowsAsync(id));
    }

    [AzuriteFact]
    public async Task A_file_that_cannot_be_read_any_more_is_said_so_and_not_sent_empty()
    {
        await using var instance = await DownloadHost.StartAsync(Store, _clock);
        var (link, id) = await KeepAsync(instance, 1000);
        await Store.CommitAsync(Table.Files, id, [RowWrite.Delete("part|0000")]);

        using var answer = await instance.Client.GetAsync(link);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("can’t be read right now", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [AzuriteFact]
    public async Task Neither_the_content_nor_the_link_of_a_file_reaches_the_log()
    {
        await using var instance = await DownloadHost.StartAsync(Store, _clock);
        var link = await instance.LinkAsync(_marias, "Secret-name.csv", "text/csv", Encoding.UTF8.GetBytes(Secret));
        await instance.Client.GetStringAsync(link);
        await instance.Files.RemoveOfAsync(_marias.TenantId, [_marias.Person]);
        using var gone = await instance.Client.GetAsync(link);

        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.NotEmpty(instance.Log.Lines);
        Assert.DoesNotContain(instance.Log.Lines, line =>
            line.Contains("maria", StringComparison.Ordinal)
                || line.Contains("Secret-name", StringComparison.Ordinal)
                || line.Contains(link[10..], StringComparison.Ordinal));
    }

    // A file of that many bytes: its link, and its partition.
    private async Task<(string Link, string Id)> KeepAsync(DownloadHost instance, int bytes)
    {
        var link = await instance.LinkAsync(_marias, "a.csv", "text/csv", new byte[bytes]);
        return (link, Downloads.IdOf(link.Split('/')[^1]));
    }

    private async Task<int> RowsAsync(string id) => await Store.QueryAsync(Table.Files, id, RowRange.All).CountAsync();

    // A store in which something happens before the nth commit.
    private ObservedStore Before(int nth, Func<Task> act)
    {
        var commits = 0;
        return new ObservedStore(Store) { Meanwhile = _ => ++commits == nth ? act() : Task.CompletedTask };
    }
}

public sealed class EmbeddedDownloadTests() : DownloadContract(new EmbeddedSource());

[Collection(AzuriteTests.Name)]
[NeedsAzurite]
public sealed class AzureDownloadTests(AzuriteFixture azurite) : DownloadContract(new AzureSource(azurite))
{
    private readonly AzuriteFixture _azurite = azurite;

    [AzuriteFact]
    public async Task A_link_outlives_the_connection_it_was_made_with()
    {
        var clock = new FakeClock(Instant.FromUtc(2027, 3, 1, 9, 0));
        var owner = new FileOwner("tenant", PersonId.FromEmail("maria@contoso.example.com"));
        var token = await new Downloads(new FileRepository(Store), new AuditRepository(Store), clock)
            .AddAsync(owner, "a.csv", "text/csv", "kept"u8.ToArray(), 5, 256);
        await using var other = await new AzureSource(_azurite).OpenAsync();
        var downloads = new Downloads(new FileRepository(other), new AuditRepository(other), clock);

        using var content = new MemoryStream();
        await (await downloads.OpenAsync((await downloads.FindAsync(token))!))(content);

        Assert.Equal("kept", Encoding.UTF8.GetString(content.ToArray()));
    }
}
