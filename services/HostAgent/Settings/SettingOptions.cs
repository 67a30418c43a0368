using System.CommandLine;
using System.Globalization;
using Attestry.HostAgent.Containers;
using Attestry.HostAgent.Host;
using Attestry.HostAgent.Server;
using Attestry.HostAgent.Tpm;
using Attestry.Primitives;
using Attestry.Tpm.Protocol;

namespace Attestry.HostAgent.Settings;

/// <summary>The options that all commands have, and how they become <see cref="AgentSettings"/>.</summary>
internal sealed class SettingOptions
{
    private const string StandardState = "/var/lib/attestry-agent";

    private const int SecretBytes = 4096;

    private readonly SettingOption _server = new("--server", "ATTESTRY_SERVER", "URL", "Address of the collector.");
    private readonly SettingOption _key = new("--api-key-file", "ATTESTRY_API_KEY_FILE", "FILE", "File whose first line is an API key of the role agent; or the key itself in ATTESTRY_API_KEY.");
    private readonly SettingOption _authority = new("--ca-file", "ATTESTRY_CA_FILE", "FILE", "PEM with the authorities that the server's certificate is to come from, instead of those of the system.");
    private readonly SettingOption _state = new("--state", "ATTESTRY_AGENT_STATE", "DIR", "Folder of what the agent keeps.", StandardState);
    private readonly SettingOption _hostId = new("--host-id", "ATTESTRY_HOST_ID", "ID", "Name of this host at the server; without it one is made and kept.");
    private readonly SettingOption _tcti = new("--tcti", "ATTESTRY_TCTI", "TCTI", "The TPM, as tpm2-tools name it; a simulator is swtpm:host=127.0.0.1,port=2321.", TpmSettings.DeviceTcti);
    private readonly SettingOption _endorsement = new("--ek", "ATTESTRY_EK", "KIND", $"Endorsement key: {string.Join(" or ", EndorsementKind.All.Select(kind => kind.Name))}.", EndorsementKind.All[0].Name);
    private readonly SettingOption _endorsementHandle = new("--ek-handle", "ATTESTRY_EK_HANDLE", "HANDLE", "Its persistent handle; without it the one that the TCG reserves.");
    private readonly SettingOption _attestation = new("--ak", "ATTESTRY_AK", "KIND", $"Attestation key: {string.Join(", ", KeyKind.OfAttestation.Select(kind => kind.Name))}.", KeyKind.OfAttestation[0].Name);
    private readonly SettingOption _attestationHandle = new("--ak-handle", "ATTESTRY_AK_HANDLE", "HANDLE", "Its persistent handle.", TpmTools.Handle(TpmSettings.DefaultAttestationHandle));
    private readonly SettingOption _certificate = new("--ek-certificate", "ATTESTRY_EK_CERTIFICATE", "FILE", "DER, for a TPM that holds no certificate itself.");
    private readonly SettingOption _ownerAuth = new("--owner-auth-file", "ATTESTRY_OWNER_AUTH_FILE", "FILE", "Password of the TPM's owner, if it has one.");
    private readonly SettingOption _endorsementAuth = new("--endorsement-auth-file", "ATTESTRY_ENDORSEMENT_AUTH_FILE", "FILE", "Password of the endorsement hierarchy, if it has one.");
    private readonly SettingOption _imaList = new("--ima-list", "ATTESTRY_IMA_LIST", "FILE", "The kernel's measurement list, binary.", HostFiles.DefaultImaList);
    private readonly SettingOption _bootLog = new("--boot-log", "ATTESTRY_BOOT_LOG", "FILE", "The firmware's event log.", HostFiles.DefaultBootLog);
    private readonly SettingOption _teeReports = new("--tee-reports", "ATTESTRY_TEE_REPORTS", "DIR", "The kernel's folder for reports of confidential machines (SEV-SNP, TDX).", HostFiles.DefaultTeeReports);
    private readonly SettingOption _root = new("--host-root", "ATTESTRY_HOST_ROOT", "DIR", "Where the host's files are seen, when the agent runs in a container.", "/");
    private readonly SettingOption _containers = new("--containers", "ATTESTRY_CONTAINERS", "NAMES",
        $"Who tells which containers run: {string.Join(", ", ContainerEngine.All.Select(engine => engine.Name))} with commas between; {ContainerSources.Automatic}: those that are installed; {ContainerSources.None}.", ContainerSources.Automatic);

    private readonly Option<bool> _insecure = new("--insecure") { Description = "Take a server without TLS that is not on this machine: anybody on the way can read the keys. [ATTESTRY_INSECURE=true]" };

    private IEnumerable<SettingOption> All =>
    [
        _server, _key, _authority, _state, _hostId, _tcti, _endorsement, _endorsementHandle, _attestation, _attestationHandle, _certificate,
        _ownerAuth, _endorsementAuth, _imaList, _bootLog, _teeReports, _root, _containers,
    ];

    internal void AddTo(Command command)
    {
        foreach (var setting in All)
            command.Options.Add(setting.Option);
        command.Options.Add(_insecure);
    }

    /// <exception cref="AgentException">One is wrong; the message names it.</exception>
    internal AgentSettings Read(ParseResult parsed, Terminal terminal)
    {
        string? Text(SettingOption setting) => setting.Read(parsed, terminal);
        var insecure = parsed.GetValue(_insecure) || terminal.Environment("ATTESTRY_INSECURE") == "true";
        var id = Text(_hostId);
        if (id is not null && !HostProtocol.IsHostId(id))
            throw Wrong(_hostId, id, "Use lower-case letters, digits, dots and dashes.");
        var endorsement = Kind(_endorsement, Text(_endorsement)!, EndorsementKind.All, kind => kind.Name);
        return new(
            Text(_server) is { } server ? new ServerSettings(Address(server, insecure), ApiKey(Text(_key), terminal), Text(_authority)) : null,
            State(parsed, terminal),
            id,
            new TpmSettings(
                Text(_tcti)!, endorsement, Text(_endorsementHandle) is { } handle ? Handle(_endorsementHandle, handle) : endorsement.Handle,
                Kind(_attestation, Text(_attestation)!, KeyKind.OfAttestation, kind => kind.Name), Handle(_attestationHandle, Text(_attestationHandle)!))
            {
                CertificateFile = Text(_certificate),
                OwnerAuthFile = Text(_ownerAuth),
                EndorsementAuthFile = Text(_endorsementAuth),
            },
            new HostFiles(Text(_imaList)!, Text(_bootLog)!, Text(_teeReports)!, Text(_root)!),
            Text(_containers)!,
            terminal.Environment("PATH"));
    }

    /// <summary>systemd tells a service its folder (systemd.exec(5)).</summary>
    private string State(ParseResult parsed, Terminal terminal) =>
        parsed.GetValue(_state.Option) ?? terminal.Environment(_state.Variable) ?? terminal.Environment("STATE_DIRECTORY") ?? StandardState;

    private Uri Address(string text, bool insecure)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.AbsolutePath != "/" || address.UserInfo.Length > 0)
            throw Wrong(_server, text, "Write for example https://attestry.example.com.");
        return address is { Scheme: "http", IsLoopback: false } && !insecure
            ? throw new AgentException($"{address} is without TLS: anybody on the way could read the keys and answer.", "Use https, or add --insecure.") { IsFinal = true }
            : address;
    }

    private static string? ApiKey(string? file, Terminal terminal)
    {
        var key = file is null ? terminal.Environment("ATTESTRY_API_KEY")?.Trim() : FirstLine(file);
        if (string.IsNullOrEmpty(key))
            return null;
        // What is no header value would be quoted in an exception.
        return key.All(c => c is > ' ' and <= '~') ? key : throw new AgentException("The API key holds characters that no key has.", "Copy it again.") { IsFinal = true };
    }

    private static string FirstLine(string file)
    {
        var bytes = KernelFile.Read(file, SecretBytes) ?? throw new AgentException($"{file} is not there.", "Check --api-key-file.") { IsFinal = true };
        return System.Text.Encoding.UTF8.GetString(bytes).Split('\n')[0].Trim();
    }

    private static uint Handle(SettingOption setting, string text) =>
        text.StartsWith("0x81", StringComparison.OrdinalIgnoreCase) && uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var handle) && handle >= 0x81000000
            ? handle
            : throw Wrong(setting, text, "Persistent handles are 0x81000000 to 0x81FFFFFF.");

    private static T Kind<T>(SettingOption setting, string text, IReadOnlyList<T> kinds, Func<T, string> name) where T : class =>
        kinds.FirstOrDefault(kind => name(kind) == text) ?? throw Wrong(setting, text, $"It is one of {string.Join(", ", kinds.Select(name))}.");

    private static AgentException Wrong(SettingOption setting, string text, string remedy) =>
        new($"{setting.Name} ({setting.Variable}) is '{Bounded.Quote(text)}'.", remedy) { IsFinal = true };
}
