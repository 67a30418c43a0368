using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Attestry.Tpm.Protocol;

namespace Attestry.HostAgent.Host;

/// <summary>What a host says of itself. Nothing proves it; it is for people.</summary>
internal sealed class FactReader(HostFiles files)
{
    private const int OsReleaseBytes = 64 * 1024;

    /// <summary>The protocol's bound of each fact.</summary>
    private const int MostCharacters = 256;

    internal HostFacts Read() => new(Bound(Kernel("hostname")), Bound(OperatingSystem()), Bound(Kernel("osrelease")), Architecture(), Version());

    /// <summary>Another one after every boot; empty when the kernel does not tell.</summary>
    internal string BootId() => Kernel("random/boot_id");

    /// <summary>
    /// Names the host for as long as it is not installed anew: its name, and a hash of machine-id(5) that only this program makes, since that
    /// id is not to leave the machine as it is.
    /// </summary>
    internal string SuggestHostId()
    {
        var machine = KernelFile.Line(files.MachineId);
        var unique = machine.Length > 0
            ? HMACSHA256.HashData(Encoding.ASCII.GetBytes(machine), "attestry-agent host id"u8)
            : RandomNumberGenerator.GetBytes(32);
        var name = new string([.. Kernel("hostname").ToLowerInvariant().Where(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.').Take(40)]).Trim('-', '.');
        return $"{(name.Length > 0 ? name : "host")}-{Convert.ToHexStringLower(unique.AsSpan(0, 6))}";
    }

    private string Kernel(string name) => KernelFile.Line(Path.Combine(files.Proc, "sys/kernel", name));

    private string OperatingSystem() => files.OsRelease.Select(ReadOs).FirstOrDefault(os => os.Length > 0) ?? "";

    private static string ReadOs(string path) =>
        Encoding.UTF8.GetString(KernelFile.Read(path, OsReleaseBytes) ?? []).Split('\n')
            .Where(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))
            .Select(line => line["PRETTY_NAME=".Length..].Trim().Trim('"', '\'')).FirstOrDefault() ?? "";

    private static string Architecture() => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "x86_64",
        System.Runtime.InteropServices.Architecture.Arm64 => "aarch64",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static string? Version() => typeof(FactReader).Assembly.GetName().Version?.ToString(3);

    private static string? Bound(string fact) => fact.Length == 0 ? null : fact[..Math.Min(fact.Length, MostCharacters)];
}
