using Attestry.Contracts.Documents;
using Attestry.HostAgent.Executables;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Servers;

namespace Attestry.EndToEnd.Hosts;

/// <summary>From the image that was pushed, signed, scanned and decided to the memory of the process that runs it, and back.</summary>
public sealed class AttestedHostTests(AttestedHosts hosts) : IClassFixture<AttestedHosts>
{
    [Fact]
    public async Task What_runs_is_what_was_attested()
    {
        using var programs = Open();
        if (programs is null)
            return;
        var image = await PushAsync("team/app", programs);
        await using var host = await ImageHost.EnrolAsync(hosts);
        await using var process = await host.StartAsync(image, programs);

        (await host.AttestAsync()).ShouldContain("passed");

        (await hosts.ExpectAsync(host.Id, "trusted")).ShouldBeEmpty();
        var measured = await hosts.MeasuredAsync("team/app", image, content => content.Hosts.Any(one => one.Host == host.Id && one.State == HostState.Trusted));
        measured.Verdict.ShouldBe(Verdict.Passed);
        var one = measured.Result.Hosts.Single(one => one.Host == host.Id);
        (one.IsReported, one.Files).ShouldBe((true, programs.Files.Count));
        one.Findings.ShouldBeEmpty();
        // The second challenge asks for pages in memory, and those of the process are the image's.
        (await host.AttestAsync()).ShouldContain("passed");
        (await hosts.ExpectAsync(host.Id, "trusted")).ShouldBeEmpty();
        (await hosts.GetAsync("/v1/hosts?unattested=true&limit=200")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()).ShouldNotContain(host.Id);
        (await VerdictAsync("team/app", image, DecisionState.Passed)).Admit.ShouldBeTrue();
    }

    [Fact]
    public async Task A_policy_can_demand_that_a_trusted_host_measured_it_first()
    {
        using var programs = Open();
        if (programs is null)
            return;
        var image = await hosts.PushSignedAsync("demanded/app", programs.Build("demanded"));
        // The host is as strict, and yet neither waits for the other.
        await Eventually.HoldsAsync(
            async () => await hosts.Server.Verdicts.FindAsync($"{hosts.Registry.Host}/demanded/app", image) is { State: DecisionState.Pending, Admit: false, ApartFromHosts: DecisionState.Passed },
            TimeSpan.FromSeconds(90));
        await hosts.ScannedAsync("demanded/app", image);
        await using var host = await ImageHost.EnrolAsync(hosts);
        await using var process = await host.StartAsync(image, programs);

        await host.AttestAsync();

        (await hosts.ExpectAsync(host.Id, "trusted")).ShouldBeEmpty();
        (await VerdictAsync("demanded/app", image, DecisionState.Passed)).Admit.ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_of_no_attested_image_takes_the_trust_of_its_host_and_of_what_runs_there_and_of_no_other_host()
    {
        using var programs = Open();
        if (programs is null)
            return;
        var image = await PushAsync("team/shared", programs);
        await using var host = await ImageHost.EnrolAsync(hosts);
        await using var other = await ImageHost.EnrolAsync(hosts);
        foreach (var one in new[] { host, other })
        {
            await one.StartAsync(image, programs);
            await one.AttestAsync();
            await hosts.ExpectAsync(one.Id, "trusted");
        }

        await host.Kernel.MeasureFileAsync("/tmp/strange", [.. programs.Files[ProgramImage.Sleep], 0]);
        (await host.AttestAsync()).ShouldContain(ImaFindings.UnknownFile);

        (await hosts.ExpectAsync(host.Id, "failed")).ShouldBe([ImaFindings.UnknownFile]);
        (await UnattestedAsync()).ShouldContain(host.Id);
        (await VerdictAsync("team/shared", image, DecisionState.Failed)).Reasons.ShouldHaveSingleItem().Id.ShouldBe("policy.host-not-trusted");
        // The denied image runs there too; it is not what is wrong.
        (await other.AttestAsync()).ShouldContain("passed");
        (await hosts.ExpectAsync(other.Id, "trusted")).ShouldBeEmpty();

        await host.RebootAsync();
        await hosts.PostAsync($"/v1/hosts/{host.Id}/recover");
        await host.StartAsync(image, programs);
        await host.AttestAsync();
        (await hosts.ExpectAsync(host.Id, "trusted")).ShouldBeEmpty();
        await VerdictAsync("team/shared", image, DecisionState.Passed);
    }

    [Fact]
    public async Task An_image_that_is_denied_later_is_found_where_it_runs()
    {
        using var programs = Open();
        if (programs is null)
            return;
        // It has a file of its own: the others are vouched for by the images of other tests too.
        using var own = programs.With("bin/excepted");
        var exception = await hosts.PostAsync("/v1/exceptions", new { repository = $"{hosts.Registry.Host}/team/excepted", finding = "policy.not-signed", reason = "For a test.", expiresAt = DateTimeOffset.UtcNow.AddDays(1) });
        var image = (await hosts.Registry.PushAsync("team/excepted", own.Build("excepted"), _ => [])).Digest;
        await VerdictAsync("team/excepted", image, DecisionState.Passed);
        await hosts.ScannedAsync("team/excepted", image);
        await using var host = await ImageHost.EnrolAsync(hosts);
        await host.StartAsync(image, own);
        await host.AttestAsync();
        (await hosts.ExpectAsync(host.Id, "trusted")).ShouldBeEmpty();

        await hosts.DeleteAsync($"/v1/exceptions/{exception.GetProperty("id").GetString()}");

        await VerdictAsync("team/excepted", image, DecisionState.Failed);
        // Nothing new was sent: what is known of it changed.
        (await hosts.ExpectAsync(host.Id, "failed")).Distinct().ShouldBe([AttestationFindings.FailedImageRuns, AttestationFindings.FileOfFailedArtifact], ignoreOrder: true);
        (await hosts.MeasuredAsync("team/excepted", image, content => content.Hosts is [{ State: HostState.Failed }])).Verdict.ShouldBe(Verdict.Failed);
    }

    [Fact]
    public async Task An_image_that_nobody_attested_is_found_where_it_runs()
    {
        using var programs = Open();
        if (programs is null)
            return;
        await PushAsync("team/known", programs);
        await using var host = await ImageHost.EnrolAsync(hosts);
        // Its files are those of an attested image, and it itself is another.
        await host.StartAsync(Digest.Sha256("stranger"u8), programs);

        (await host.AttestAsync()).ShouldContain(AttestationFindings.UnattestedImageRuns);

        (await hosts.ExpectAsync(host.Id, "failed")).ShouldBe([AttestationFindings.UnattestedImageRuns]);
        (await UnattestedAsync()).ShouldContain(host.Id);
    }

    [Fact]
    public async Task A_page_that_is_changed_in_the_memory_of_a_running_process_is_found()
    {
        using var programs = Open();
        if (programs is null)
            return;
        var image = await PushAsync("team/patched", programs);
        await using var host = await ImageHost.EnrolAsync(hosts);
        var process = await host.StartAsync(image, programs);
        await host.AttestAsync();
        (await host.AttestAsync()).ShouldContain("passed");
        await hosts.ExpectAsync(host.Id, "trusted");

        Patch(process);
        (await host.AttestAsync()).ShouldContain(AttestationFindings.PagesMismatch);

        (await hosts.ExpectAsync(host.Id, "failed")).ShouldBe([AttestationFindings.PagesMismatch]);
        var measured = await hosts.MeasuredAsync("team/patched", image, content => content.Hosts is [{ State: HostState.Failed }]);
        measured.Result.Hosts[0].Findings.ShouldHaveSingleItem().Id.ShouldBe(AttestationFindings.PagesMismatch);
        await VerdictAsync("team/patched", image, DecisionState.Failed);
    }

    private static ProgramImage? Open() => SoftwareTpm.IsAvailable ? ProgramImage.Open() : null;

    private async Task<Digest> PushAsync(string repository, ProgramImage programs)
    {
        var image = await hosts.PushSignedAsync(repository, programs.Build(repository));
        await VerdictAsync(repository, image, DecisionState.Passed);
        await hosts.ScannedAsync(repository, image);
        return image;
    }

    private Task<Verdicts.Verdict> VerdictAsync(string repository, Digest image, DecisionState state) =>
        hosts.Server.Verdicts.ExpectAsync($"{hosts.Registry.Host}/{repository}", image, state);

    private async Task<IEnumerable<string?>> UnattestedAsync() =>
        (await hosts.GetAsync("/v1/hosts?unattested=true&limit=200")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString());

    /// <summary>Turns a bit of the last byte of code of <c>sleep</c>, as a debugger would.</summary>
    private static void Patch(ChildProcess process)
    {
        var map = ProcessMaps.ReadExecutable(File.ReadAllLines($"/proc/{process.Id}/maps")).First(found => found.Path.EndsWith(ProgramImage.Sleep, StringComparison.Ordinal));
        using var memory = new FileStream($"/proc/{process.Id}/mem", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        var last = new byte[1];
        RandomAccess.Read(memory.SafeFileHandle, last, map.End - 1).ShouldBe(1);
        RandomAccess.Write(memory.SafeFileHandle, [(byte)(last[0] ^ 1)], map.End - 1);
    }
}
