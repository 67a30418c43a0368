using Attestry.HostAgent.Commands;
using Attestry.TestKit.Servers;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Structures;

namespace Attestry.HostAgent.Tests;

/// <summary>A host: a software TPM, the files that a kernel shows, and the agent, as it is called.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _extended;

    private TestHost(SoftwareTpm tpm) => Tpm = tpm;

    public SoftwareTpm Tpm { get; }

    public TestImaLog Ima { get; private set; } = new();

    public string State => _folder.File("state");

    public string ImaList => _folder.File("ima");

    /// <summary>What the last command wrote.</summary>
    public string Output { get; private set; } = "";

    public string Errors { get; private set; } = "";

    public Dictionary<string, string?> Environment { get; } = new() { ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") };

    public static async Task<TestHost> StartAsync(bool certified = false)
    {
        var host = new TestHost(await SoftwareTpm.StartAsync(certified));
        host.Write("proc/sys/kernel/hostname", "Node-1\n");
        host.Write("proc/sys/kernel/osrelease", "6.1.0-test\n");
        host.Write("etc/machine-id", "0123456789abcdef0123456789abcdef\n");
        host.Write("etc/os-release", "NAME=Test\nPRETTY_NAME=\"Test Linux 1\"\n");
        await host.MeasureBootAsync();
        return host;
    }

    public string File(string name) => _folder.File(name);

    public void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), content);
    }

    /// <summary>As the kernel does: the entry is in the list, and PCR 10 of each bank is extended.</summary>
    public Task MeasureAsync(params string[] paths)
    {
        foreach (var path in paths)
            Ima.AddFile(path);
        return ExtendAsync();
    }

    /// <inheritdoc cref="MeasureAsync"/>
    public Task MeasureFileAsync(string path, byte[] content)
    {
        Ima.AddFile(path, content);
        return ExtendAsync();
    }

    /// <summary>The TPM is reset and the list begins anew.</summary>
    public async Task RebootAsync()
    {
        await Tpm.RebootAsync();
        (Ima, _extended) = (new TestImaLog(), 0);
        await MeasureBootAsync();
    }

    /// <summary>Runs the agent to its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(string command, string? server, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await AgentCommandLine.RunAsync(Arguments(command, server, arguments), new Terminal(output, errors, Environment.GetValueOrDefault, TimeProvider.System));
        (Output, Errors) = (output.ToString(), errors.ToString());
        return code;
    }

    /// <summary>Runs the daemon until it is cancelled.</summary>
    public Task<int> RunAsync(string server, TextWriter errors, TimeProvider time, CancellationToken cancellation) =>
        AgentCommandLine.RunAsync(Arguments("run", server, []), new Terminal(TextWriter.Null, errors, Environment.GetValueOrDefault, time), cancellation);

    public async ValueTask DisposeAsync()
    {
        await Tpm.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>PCR 0 to 9, which nothing extended here.</summary>
    private Task MeasureBootAsync() => MeasureFileAsync("boot_aggregate", new byte[10 * TpmHash.Sha256.Size]);

    private async Task ExtendAsync()
    {
        await System.IO.File.WriteAllBytesAsync(ImaList, Ima.Binary);
        var reader = new ImaBinaryReader(new MemoryStream(Ima.Binary));
        for (var at = 0; reader.Read() is { } entry; at++)
            if (at >= _extended)
                await Tpm.RunAsync("pcrextend", $"10:{string.Join(',', TpmHash.All.Select(bank => $"{bank}={Convert.ToHexString(bank.Hash(entry.TemplateData.Span))}"))}");
        _extended = Ima.Entries;
    }

    private string[] Arguments(string command, string? server, string[] more) =>
    [
        command, .. server is null ? Array.Empty<string>() : ["--server", server], "--state", State, "--tcti", Tpm.Tcti, "--ima-list", ImaList,
        "--boot-log", File("bootlog"), "--host-root", File(""), .. more.Contains("--containers") ? Array.Empty<string>() : ["--containers", "none"], .. more,
    ];
}
