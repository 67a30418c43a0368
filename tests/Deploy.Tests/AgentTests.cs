using System.Text.RegularExpressions;
using Attestry.HostAgent;
using Attestry.HostAgent.Commands;
using Attestry.TestKit.Servers;

namespace Attestry.Deploy.Tests;

/// <summary>The agent's systemd unit and container file: they name what the agent takes, and give it what it needs and no more.</summary>
public sealed partial class AgentTests
{
    /// <summary>Of <c>capabilities(7)</c>: reading the kernel's lists, and the memory of other users' processes.</summary>
    private static readonly string[] Capabilities = ["CAP_DAC_READ_SEARCH", "CAP_SYS_PTRACE"];

    private static readonly string Dockerfile = Read("containers/agent.Dockerfile");

    private static readonly string Unit = Read("systemd/attestry-agent.service");

    private static readonly ILookup<string, string> Directives = Unit.Split('\n').Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2 && !parts[0].StartsWith('#'))
        .ToLookup(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    [Theory]
    [InlineData("systemd/attestry-agent.service")]
    [InlineData("containers/agent.Dockerfile")]
    public async Task Every_setting_that_is_named_is_one_of_the_agent(string file)
    {
        using var output = new StringWriter();
        (await AgentCommandLine.RunAsync(["run", "--help"], new Terminal(output, output, _ => null, TimeProvider.System))).ShouldBe(0);
        var known = Variable().Matches(output.ToString()).Select(match => match.Value).ToHashSet();

        var named = Variable().Matches(Read(file)).Select(match => match.Value).Distinct().ToList();

        known.Count.ShouldBeGreaterThan(10);
        named.Count.ShouldBeGreaterThan(1);
        named.ShouldBeSubsetOf(known);
    }

    [Fact]
    public void The_unit_gives_the_least_that_measuring_takes()
    {
        foreach (var directive in new[] { "CapabilityBoundingSet", "AmbientCapabilities" })
            Directives[directive].ShouldHaveSingleItem().Split(' ').ShouldBe(Capabilities, ignoreOrder: true);
        Directives["DevicePolicy"].ShouldBe(["closed"]);
        Directives["DeviceAllow"].ShouldBe(["/dev/tpmrm0 rw"]);
        Directives["ProtectSystem"].ShouldBe(["strict"]);
        foreach (var directive in new[]
        {
            "DynamicUser", "NoNewPrivileges", "ProtectHome", "ProtectClock", "ProtectControlGroups", "ProtectHostname", "ProtectKernelLogs", "ProtectKernelModules",
            "ProtectKernelTunables", "PrivateTmp", "RestrictNamespaces", "RestrictRealtime", "RestrictSUIDSGID", "LockPersonality",
        })
            Directives[directive].ShouldBe(["yes"], directive);
        // These would hide what is to be measured, or keep .NET from compiling.
        foreach (var directive in new[] { "PrivateDevices", "PrivateUsers", "ProtectProc", "MemoryDenyWriteExecute", "User" })
            Directives[directive].ShouldBeEmpty(directive);
        foreach (var limit in new[] { "MemoryMax", "TasksMax", "CPUWeight", "IOWeight" })
            Directives[limit].ShouldHaveSingleItem().ShouldMatch(@"\A\d+M?\z");
        Directives["SystemCallFilter"].ShouldBe(["@system-service", "~@mount @module @raw-io @reboot @swap @obsolete @clock @cpu-emulation @debug"]);
    }

    [Fact]
    public void The_unit_starts_what_is_published_and_stops_trying_when_a_setting_is_wrong()
    {
        Directives["ExecStart"].ShouldBe([$"/opt/attestry/agent/{Program} run"]);
        Directives["Restart"].ShouldBe(["on-failure"]);
        Directives["RestartPreventExitStatus"].ShouldBe([$"{ExitCode.Usage}"]);
        // The secret is read by systemd: the agent's user cannot open the file itself.
        var credential = Directives["LoadCredential"].ShouldHaveSingleItem().Split(':');
        Directives["Environment"].ShouldContain($"ATTESTRY_API_KEY_FILE=%d/{credential[0]}");
        Directives["StateDirectory"].ShouldBe(["attestry-agent"]);
    }

    [Fact]
    public async Task Systemd_understands_the_unit()
    {
        if (ExternalProgram.Find("systemd-analyze") is not { } analyze)
            return;
        using var folder = new TemporaryFolder();
        // Only the program is another one: it must be there.
        await File.WriteAllTextAsync(folder.File("attestry-agent.service"), Unit.Replace(Directives["ExecStart"].First(), "/bin/true run", StringComparison.Ordinal));

        var (code, output) = await ChildProcess.EndAsync(analyze, ["verify", "--man=no", folder.File("attestry-agent.service")]);

        code.ShouldBe(0, output);
        // What it does not know it passes over, and says so.
        output.Split('\n').ShouldNotContain(line => line.Contains("attestry-agent", StringComparison.Ordinal), output);
    }

    [Fact]
    public void The_container_runs_the_program_that_is_published_with_the_tools_that_it_calls()
    {
        Dockerfile.ShouldContain("RUN dotnet publish services/HostAgent -c Release -o /app");
        Dockerfile.ShouldContain("COPY --from=build /app /app");
        Dockerfile.ShouldContain($"ENTRYPOINT [\"/app/{Program}\"]");
        Dockerfile.ShouldContain("CMD [\"run\"]");
        Dockerfile.ShouldContain("--no-install-recommends tpm2-tools");
        // What is not copied into the image of the build is not there.
        foreach (var ignored in File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore")).Where(line => line.Length > 0 && line[0] is not ('#' or '!')))
            new[] { "services", "services/", "shared", "shared/", "*" }.ShouldNotContain(ignored);
    }

    [Fact]
    public void The_container_is_started_with_the_capabilities_of_the_unit_and_one_device()
    {
        Dockerfile.ShouldContain("--cap-drop=ALL");
        Added().Matches(Dockerfile).Select(match => $"CAP_{match.Groups[1].Value}").ShouldBe(Capabilities, ignoreOrder: true);
        Device().Matches(Dockerfile).Select(match => match.Groups[1].Value).ShouldBe(["/dev/tpmrm0"]);
        Dockerfile.ShouldNotContain("--privileged");
        // Of the host, everything but the agent's own state is there to be read.
        var mounts = Mount().Matches(Dockerfile).Select(match => match.Groups[1].Value.Split(':')).ToList();
        mounts.Count.ShouldBeGreaterThan(3);
        mounts.Where(mount => mount is not [_, _, "ro"]).ShouldHaveSingleItem()[1].ShouldBe(Environment("ATTESTRY_AGENT_STATE"));
        foreach (var needed in new[] { "/proc", "/etc/machine-id", "/etc/os-release" })
            mounts.ShouldContain(mount => mount[0] == needed && mount[1] == Environment("ATTESTRY_HOST_ROOT") + needed);
        mounts.ShouldContain(mount => mount[0] == "/sys/kernel/security" && mount[1] == mount[0]);
    }

    /// <summary>The name of the program, as it is published.</summary>
    private static string Program => typeof(AgentCommandLine).Assembly.GetName().Name!;

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, "deploy", file));

    private static string Environment(string name) => Regex.Match(Dockerfile, $@"\b{name}=(\S+)").Groups[1].Value;

    [GeneratedRegex(@"\bATTESTRY_[A-Z_]+[A-Z]\b")]
    private static partial Regex Variable();

    [GeneratedRegex(@"--cap-add=(\w+)")]
    private static partial Regex Added();

    [GeneratedRegex(@"--device (\S+)")]
    private static partial Regex Device();

    [GeneratedRegex(@"-v (\S+)")]
    private static partial Regex Mount();
}
