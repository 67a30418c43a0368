using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Hosting.Security;
using Attestry.Storage;

namespace Attestry.Cli.Tests;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ExceptionsTests : IAsyncLifetime
{
    private RunningApi _api = null!;

    public async Task InitializeAsync()
    {
        _api = await RunningApi.StartAsync();
        await _api.UseKeyAsync(Roles.Admin);
    }

    public Task DisposeAsync() => _api.DisposeAsync().AsTask();

    [Fact]
    public async Task What_is_granted_is_listed_until_it_is_withdrawn()
    {
        var granted = await AskAsync("grant", "--repository", "ghcr.io/acme/**", "--finding", "policy.package-denied", "--reason", "Not reachable.", "--for", "30d", "--format", "json");
        granted.Code.ShouldBe(ExitCode.Pass, granted.Error);
        var id = granted.Json().GetProperty("id").GetString()!;
        (await ExceptionAsync(id)).Reason.ShouldBe("Not reachable.");

        var listed = await AskAsync("list");
        listed.Code.ShouldBe(ExitCode.Pass, listed.Error);
        listed.Out.ShouldContain(id);
        listed.Out.ShouldContain("ghcr.io/acme/** policy.package-denied");

        var withdrawn = await AskAsync("withdraw", id);
        withdrawn.Code.ShouldBe(ExitCode.Pass, withdrawn.Error);
        withdrawn.Out.ShouldContain("revoked");
        (await ExceptionAsync(id)).RevokedAt.ShouldNotBeNull();
        (await AskAsync("withdraw", id)).Code.ShouldBe(ExitCode.Pass);
        (await AskAsync("list")).Out.Trim().ShouldBe("There is none.");
        (await AskAsync("list", "--all", "--format", "json")).Json().EnumerateArray().ShouldHaveSingleItem().GetProperty("state").GetString().ShouldBe("revoked");
    }

    [Fact]
    public async Task An_expiry_is_taken_as_it_is_written()
    {
        var expiry = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(40), TimeSpan.Zero);
        var granted = await AskAsync("grant", "--digest", Seed.DigestOf("image").Text, "--reason", "why", "--expires", $"{expiry:yyyy-MM-dd}", "--format", "json");
        granted.Code.ShouldBe(ExitCode.Pass, granted.Error);
        granted.Json().GetProperty("expiresAt").GetDateTimeOffset().ShouldBe(expiry);
    }

    [Fact]
    public async Task The_list_is_read_to_its_last_page()
    {
        for (var i = 0; i < 201; i++)
            (await _api.Store.Collection(Collections.Exceptions).InsertAsync(
                new($"e{i}", "**", null, null, null, "why", "admin", "0123456789abcdef", DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddDays(1), null, null), default)).ShouldBeTrue();
        (await AskAsync("list", "--format", "json")).Json().GetArrayLength().ShouldBe(201);
    }

    [Theory]
    [InlineData("reason", "--repository", "ghcr.io/acme/**", "--for", "1d", "--reason", " ")]
    [InlineData("at most 366 days", "--repository", "ghcr.io/acme/**", "--for", "9999d", "--reason", "why")]
    [InlineData("not a digest", "--digest", "sha256:12", "--for", "1d", "--reason", "why")]
    [InlineData("When does it expire?", "--finding", "a", "--reason", "why")]
    [InlineData("When does it expire?", "--finding", "a", "--reason", "why", "--for", "1d", "--expires", "2026-01-01")]
    [InlineData("soon is no time", "--finding", "a", "--reason", "why", "--expires", "soon")]
    [InlineData("-1d is no duration", "--finding", "a", "--reason", "why", "--for=-1d")]
    [InlineData("1w is no duration", "--finding", "a", "--reason", "why", "--for", "1w")]
    [InlineData("--reason", "--finding", "a", "--for", "1d")]
    public async Task What_cannot_be_granted_says_why(string told, params string[] arguments)
    {
        (await AskAsync(["grant", .. arguments])).ShouldBeError(told);
        (await AskAsync("list", "--all")).Out.Trim().ShouldBe("There is none.");
    }

    [Fact]
    public async Task An_id_that_nobody_has_is_no_and_one_that_is_none_an_error()
    {
        var unknown = await AskAsync("withdraw", "0123456789");
        (unknown.Code, unknown.Out).ShouldBe((ExitCode.Fail, ""));
        unknown.Error.ShouldContain("0123456789");
        (await AskAsync("withdraw", "../keys")).ShouldBeError("no id");
    }

    [Fact]
    public async Task An_auditor_lists_and_does_not_grant()
    {
        await _api.UseKeyAsync(Roles.Auditor);
        (await AskAsync("list")).Code.ShouldBe(ExitCode.Pass);
        (await AskAsync("grant", "--finding", "a", "--reason", "why", "--for", "1d")).ShouldBeError("role admin");
        (await AskAsync("withdraw", "0123456789")).ShouldBeError("role admin");
    }

    private async Task<ExceptionDocument> ExceptionAsync(string id) => (await _api.Store.Collection(Collections.Exceptions).GetAsync(id, default))!.Document;

    private Task<CommandResult> AskAsync(params string[] arguments) => Run.HereAsync(
        new()
        {
            ["ATTESTRY_SERVER"] = _api.Client.BaseAddress!.ToString(),
            ["ATTESTRY_API_KEY"] = _api.Client.DefaultRequestHeaders.Authorization!.Parameter!,
        },
        "",
        ["exceptions", .. arguments]);
}
