using Attestry.Hosting.Security;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.AllowLists;
using Attestry.Tpm.Boot;

namespace Attestry.Cli.Tests;

/// <summary>Against a running collector, with a host whose keys and quotes are true.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class HostTests
{
    [Fact]
    public async Task An_administrator_approves_looks_and_revokes()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.CreateAsync(bed);
        await host.EnrolAsync();
        var environment = await EnvironmentAsync(bed, Roles.Admin);
        (await AskAsync(environment, "host", "show", "node-1")).Code.ShouldBe(ExitCode.Fail);

        (await AskAsync(environment, "host", "approve", "node-1")).Out.ShouldContain("node-1 is enrolled.");
        (await AskAsync(environment, "host", "approve", "node-1")).Code.ShouldBe(ExitCode.Fail);
        host.Log.AddFile("/usr/bin/strange");
        await host.AttestAsync();
        var shown = await AskAsync(environment, "host", "show", "node-1");
        shown.Code.ShouldBe(ExitCode.Pass, shown.Error);
        shown.Out.ShouldContain(ImaFindings.UnknownFile);
        (await AskAsync(environment, "host", "list", "--unattested")).Out.ShouldContain("node-1  trusted");
        (await AskAsync(environment, "host", "list", "--state", "trusted", "--format", "json")).Json()[0].GetProperty("id").GetString().ShouldBe("node-1");

        (await AskAsync(environment, "host", "revoke", "node-1")).Code.ShouldBe(ExitCode.Pass);
        (await AskAsync(environment, "host", "show", "node-1")).Code.ShouldBe(ExitCode.Fail);
        (await AskAsync(environment, "host", "recover", "node-1")).Out.ShouldContain("node-1 is enrolled.");
        (await AskAsync(environment, "host", "show", "nobody")).Code.ShouldBe(ExitCode.Error);
    }

    [Fact]
    public async Task An_administrator_accepts_a_boot_and_sees_in_what_another_one_differs()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        var environment = await EnvironmentAsync(bed, Roles.Admin);
        (await AskAsync(environment, "host", "accept-boot", "node-1")).Code.ShouldBe(ExitCode.Fail);
        (await AskAsync(environment, "host", "boot", "node-1")).Code.ShouldBe(ExitCode.Error);
        host.Boot(TestBootLog.Typical());
        await host.AttestAsync();

        (await AskAsync(environment, "host", "accept-boot", "node-1")).Code.ShouldBe(ExitCode.Pass);
        var shown = await AskAsync(environment, "host", "boot", "node-1");
        shown.Code.ShouldBe(ExitCode.Pass, shown.Error);
        shown.Out.ShouldContain("this one");
        shown.Out.ShouldContain("linux /vmlinuz");

        host.Boot(TestBootLog.Agile().Add(8, BootEventType.Ipl, "grub_cmd: linux /other\0"u8.ToArray(), "linux /other"u8.ToArray()).Bytes);
        await host.AttestAsync();
        var differs = await AskAsync(environment, "host", "boot", "node-1");
        differs.Code.ShouldBe(ExitCode.Fail);
        differs.Out.ShouldContain("grubCommands: linux /vmlinuz is gone");
        (await AskAsync(environment, "host", "boot", "node-1", "--format", "json")).Json().GetProperty("acceptedBy").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task What_hosts_may_run_is_derived_from_images_folders_and_hosts()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("root/usr/bin"));
        var program = await File.ReadAllBytesAsync("/proc/self/exe");
        await File.WriteAllBytesAsync(folder.File("root/usr/bin/tool"), program);
        await File.WriteAllTextAsync(folder.File("root/usr/bin/notes"), "not a program");
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Log.AddFile("/usr/bin/golden");
        await host.AttestAsync();
        var environment = await EnvironmentAsync(bed, Roles.Auditor);

        var local = await Run.HereAsync("host", "allow-list", $"dir:{folder.File("root")}", "--exclude", "/tmp/.*", "-o", folder.File("list.json"));
        local.Code.ShouldBe(ExitCode.Pass, local.Error);
        local.Error.ShouldContain("1 paths");
        var list = KeylimePolicyReader.Read(await File.ReadAllBytesAsync(folder.File("list.json")));
        list.Judge(new(Digest.Sha256(program).Text, "/usr/bin/tool", false)).ShouldBe(AllowedVerdict.Allowed);
        list.Judge(new(Digest.Sha256("x"u8).Text, "/usr/bin/tool", false)).ShouldBe(AllowedVerdict.OtherContent);
        list.Judge(new(Digest.Sha256("x"u8).Text, "/tmp/x", false)).ShouldBe(AllowedVerdict.Allowed);

        var golden = await AskAsync(environment, "host", "allow-list", "--from-host", "node-1", "--attested", $"dir:{folder.File("root")}");
        golden.Code.ShouldBe(ExitCode.Pass, golden.Error);
        golden.Json().GetProperty("digests").EnumerateObject().Select(file => file.Name).ShouldBe(["/usr/bin/golden", "/usr/bin/tool"]);
        // Nothing is attested here: the list is empty, and that is said.
        (await AskAsync(environment, "host", "allow-list", "--attested")).Code.ShouldBe(ExitCode.Fail);
        (await AskAsync(environment, "host", "allow-list", "--from-host", "nobody")).Code.ShouldBe(ExitCode.Error);
        (await AskAsync(environment, "host", "allow-list")).Error.ShouldContain("--attested");
        (await AskAsync(environment, "host", "allow-list", "--repository", "a/b", "--from-host", "node-1")).Code.ShouldBe(ExitCode.Error);
    }

    [Fact]
    public async Task A_timeline_tells_what_came_to_pass()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Log.AddFile("/usr/bin/strange");
        await host.AttestAsync();
        var environment = await EnvironmentAsync(bed, Roles.Auditor);

        var told = await AskAsync(environment, "host", "timeline", "node-1");
        told.Code.ShouldBe(ExitCode.Pass, told.Error);
        var lines = told.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("NUMBER");
        lines[1].ShouldContain(ImaFindings.UnknownFile);
        lines[^1].ShouldContain("enrolled");
        (await AskAsync(environment, "host", "timeline", "node-1", "--limit", "1", "--format", "json")).Json().EnumerateArray().ShouldHaveSingleItem().GetProperty("act").GetString().ShouldBe("attested");
        (await AskAsync(environment, "host", "timeline", "nobody")).Code.ShouldBe(ExitCode.Error);
        (await AskAsync(environment, "host", "timeline", "node-1", "--limit", "0")).Code.ShouldBe(ExitCode.Error);
    }

    [Fact]
    public async Task An_auditor_verifies_a_history_offline()
    {
        using var folder = new TemporaryFolder();
        Dictionary<string, string> environment;
        await using (var bed = await CollectorBed.StartAsync())
        {
            using var host = await SimulatedHost.EnrolledAsync(bed);
            await host.AttestAsync();
            await host.AttestAsync();
            environment = await EnvironmentAsync(bed, Roles.Auditor);
            (await AskAsync(environment, "host", "revoke", "node-1")).Code.ShouldBe(ExitCode.Error);
            await File.WriteAllTextAsync(folder.File("keys.pem"), (await AskAsync(environment, "host", "keys")).Out);
            await File.WriteAllTextAsync(folder.File("history.jsonl"), (await AskAsync(environment, "host", "history", "node-1")).Out);
        }

        var good = await VerifyAsync(folder, "node-1");
        good.Code.ShouldBe(ExitCode.Pass, good.Out);
        good.Out.ShouldContain("4 records, 2 quotes, 0 findings.");
        (await VerifyAsync(folder, "node-2")).Code.ShouldBe(ExitCode.Fail);

        var lines = await File.ReadAllLinesAsync(folder.File("history.jsonl"));
        await File.WriteAllLinesAsync(folder.File("history.jsonl"), [lines[0], .. lines[2..]]);
        (await VerifyAsync(folder, "node-1")).Out.ShouldContain(AttestationFindings.HistoryBroken);
        // Another payload under the old signature.
        await File.WriteAllLinesAsync(folder.File("history.jsonl"), [lines[0].Replace("\"payload\":\"", "\"payload\":\"IC", StringComparison.Ordinal)]);
        (await VerifyAsync(folder, "node-1")).Code.ShouldNotBe(ExitCode.Pass);
        await File.WriteAllTextAsync(folder.File("history.jsonl"), "{}");
        (await VerifyAsync(folder, "node-1")).Code.ShouldBe(ExitCode.Error);
    }

    private static async Task<Dictionary<string, string>> EnvironmentAsync(CollectorBed bed, string role)
    {
        using var client = await bed.ClientAsync(role);
        return new() { ["ATTESTRY_SERVER"] = bed.Address.ToString(), ["ATTESTRY_API_KEY"] = client.DefaultRequestHeaders.Authorization!.Parameter! };
    }

    private static Task<CommandResult> AskAsync(Dictionary<string, string> environment, params string[] arguments) => Run.HereAsync(environment, "", arguments);

    private static Task<CommandResult> VerifyAsync(TemporaryFolder folder, string host) =>
        Run.HereAsync("host", "verify-history", folder.File("history.jsonl"), "--host", host, "--key", folder.File("keys.pem"));
}
