using System.Text;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Boot;

/// <summary>
/// What systemd extends PCR 11 with as the boot goes on (systemd-pcrphase.service(8)), which no log of the firmware holds: each
/// word once, in this order, begun with the first of the initial RAM disk or, without one, of the system.
/// </summary>
internal static class SystemdPhases
{
    private static readonly string[][] Paths =
    [
        ["enter-initrd", "leave-initrd", "sysinit", "ready", "shutdown", "final"],
        ["sysinit", "ready", "shutdown", "final"],
    ];

    /// <summary>Is the quoted value what the log gives, or that and the words of some phases?</summary>
    internal static bool Explain(TpmHash bank, ReadOnlySpan<byte> replayed, ReadOnlySpan<byte> quoted)
    {
        if (quoted.SequenceEqual(replayed))
            return true;
        foreach (var path in Paths)
        {
            var value = replayed.ToArray();
            foreach (var phase in path)
            {
                bank.Extend(value, bank.Hash(Encoding.ASCII.GetBytes(phase)));
                if (quoted.SequenceEqual(value))
                    return true;
            }
        }
        return false;
    }
}
