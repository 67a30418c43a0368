using Attestry.HostAgent.Tests;
using Attestry.Primitives;
using Attestry.TestKit.Servers;

namespace Attestry.EndToEnd.Hosts;

/// <summary>A host with a TPM in software, on which containers run: real processes, which a script that stands in for an engine lists.</summary>
internal sealed class ImageHost : IAsyncDisposable
{
    private readonly AttestedHosts _server;
    private readonly TestHost _host;
    private readonly List<(Digest Image, ChildProcess Process)> _running = [];

    private ImageHost(AttestedHosts server, TestHost host) => (_server, _host) = (server, host);

    internal string Id { get; private set; } = "";

    internal TestHost Kernel => _host;

    /// <summary>Enrolled, and approved by an administrator.</summary>
    internal static async Task<ImageHost> EnrolAsync(AttestedHosts server)
    {
        var host = new ImageHost(server, await TestHost.StartAsync());
        // Every host has a name of its own here.
        host._host.Write("etc/machine-id", Guid.NewGuid().ToString("N"));
        host._host.Write("key", server.Key);
        host._host.Environment["PATH"] = $"{host._host.File("engine")}:{host._host.Environment["PATH"]}";
        host.ListContainers();
        (await host._host.RunAsync("enrol", server.Address, "--api-key-file", host._host.File("key"))).ShouldBe(0, host._host.Errors);
        host.Id = host._host.Output.Split(' ')[0];
        await server.PostAsync($"/v1/hosts/{host.Id}/approve");
        return host;
    }

    /// <summary>Starts a container: the kernel measures its files, and one of its programs runs.</summary>
    internal async Task<ChildProcess> StartAsync(Digest image, ProgramImage programs)
    {
        await programs.MeasureAsync(_host);
        var process = await programs.RunAsync();
        File.CreateSymbolicLink(_host.File($"proc/{process.Id}"), $"/proc/{process.Id}");
        _running.Add((image, process));
        ListContainers();
        return process;
    }

    /// <summary>Every container ends, and the list begins anew.</summary>
    internal async Task RebootAsync()
    {
        await StopAsync();
        await _host.RebootAsync();
    }

    /// <returns>What the agent wrote.</returns>
    internal async Task<string> AttestAsync()
    {
        await _host.RunAsync("once", _server.Address, "--api-key-file", _host.File("key"), "--containers", "podman");
        return _host.Output + _host.Errors;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _host.DisposeAsync();
    }

    private async Task StopAsync()
    {
        foreach (var (_, process) in _running)
        {
            File.Delete(_host.File($"proc/{process.Id}"));
            await process.DisposeAsync();
        }
        _running.Clear();
        ListContainers();
    }

    private void ListContainers()
    {
        Directory.CreateDirectory(_host.File("engine"));
        var containers = _running.Select((one, number) => $$$"""{"Id":"c{{{number}}}","Name":"app","ImageName":"app","ImageDigest":"{{{one.Image}}}","State":{"Pid":{{{one.Process.Id}}}}}""");
        Script.Write(_host.File("engine/podman"), $"""
            case "$1" in
            ps) echo "{string.Join(' ', _running.Select((_, number) => $"c{number}"))}";;
            inspect) echo '[{string.Join(',', containers)}]';;
            esac
            """);
    }
}
