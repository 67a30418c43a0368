using System.Globalization;
using System.Text.RegularExpressions;
using Attestry.HostAgent.Programs;
using Attestry.Primitives;

namespace Attestry.HostAgent.Tpm;

/// <summary>tpm2-tools, with a folder that nobody else can open for the files that they exchange.</summary>
internal sealed partial class TpmTools : IDisposable
{
    internal const string Remedy = "Install the package tpm2-tools (Debian, Ubuntu, Fedora, RHEL, SUSE and Arch name it so), 5.0 or newer.";

    /// <summary>Making an RSA key takes the slowest chips a minute.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static readonly Version Oldest = new(5, 0);

    private readonly BoundedProgram _program;
    private readonly DirectoryInfo _folder;
    private readonly bool _flush;

    private TpmTools(BoundedProgram program, TpmSettings settings, Version version)
    {
        (_program, Version, _flush) = (program, version, !settings.HasResourceManager);
        // Made with mode 0700.
        _folder = Directory.CreateTempSubdirectory("attestry-agent-");
    }

    internal Version Version { get; }

    /// <exception cref="AgentException">They are not here, or too old.</exception>
    internal static async Task<TpmTools> OpenAsync(TpmSettings settings, string? searchPath, CancellationToken cancellation)
    {
        var path = BoundedProgram.Find("tpm2", searchPath) ?? throw new AgentException("The program tpm2 is not here.", Remedy);
        var program = new BoundedProgram(path, new Dictionary<string, string> { ["TPM2TOOLS_TCTI"] = settings.Tcti }, Limit);
        // Called by its path, the program knows no options without a command.
        var result = await program.RunAsync(["quote", "--version"], cancellation);
        return VersionText().Match(result.Output) is { Success: true } match && Version.TryParse(match.Groups[1].Value, out var version) && version >= Oldest
            ? new(program, settings, version)
            : throw new AgentException($"{path} is not tpm2-tools {Oldest} or newer: '{Bounded.Quote(result.Output.Trim())}'.", Remedy);
    }

    internal string File(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Runs <c>tpm2 COMMAND</c> and frees what it left in the TPM.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="TpmException">It did not succeed.</exception>
    internal async Task<string> RunAsync(string command, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var result = await _program.RunAsync([command, .. arguments], cancellation);
        if (_flush && command is not ("flushcontext" or "startauthsession" or "policysecret"))
            await _program.RunAsync(["flushcontext", "-t"], cancellation);
        return result.Succeeded ? result.Output : throw new TpmException(command, result.Error);
    }

    /// <summary>The handles that the TPM has of a kind: <c>handles-persistent</c>, <c>handles-nv-index</c>.</summary>
    internal async Task<IReadOnlySet<uint>> HandlesAsync(string kind, CancellationToken cancellation)
    {
        var output = await RunAsync("getcap", [kind], cancellation);
        return HandleText().Matches(output).Select(match => uint.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToHashSet();
    }

    /// <summary>As tools take it.</summary>
    internal static string Handle(uint handle) => $"0x{handle:X8}";

    public void Dispose() => _folder.Delete(recursive: true);

    [GeneratedRegex("""\bversion="(\d+\.\d+)""")]
    private static partial Regex VersionText();

    [GeneratedRegex("0x([0-9A-Fa-f]{1,8})")]
    private static partial Regex HandleText();
}
