using System.Security.Cryptography;
using System.Text;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Boot;

/// <summary>Takes out of a boot log what its PCRs prove.</summary>
public static class BootStateReader
{
    private static readonly string[] MokVariables = ["MokList", "MokListX", "MokListTrusted", "SbatLevel", "Shim"];

    /// <param name="proven">PCRs whose replay gave the quoted values; events of others are passed over.</param>
    /// <param name="bank">In which digests are stated; one of the log's.</param>
    public static BootState Read(BootLog log, IReadOnlyCollection<int> proven, TpmHash bank)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(proven);
        ArgumentNullException.ThrowIfNull(bank);
        var secure = SecureBootState.Of(log with { Events = [.. log.Events.Where(one => proven.Contains(one.Pcr))] });
        var reading = new Reading(bank);
        foreach (var one in log.Events)
            if (!one.IsNoAction && proven.Contains(one.Pcr) && one.Digests.ContainsKey(bank))
                reading.Add(one);
        return reading.State with
        {
            SecureBoot = secure.Enabled,
            Databases = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
            {
                ["PK"] = Fingerprints(secure.PlatformKeys),
                ["KEK"] = Fingerprints(secure.KeyExchangeKeys),
                ["db"] = Fingerprints(secure.Allowed),
                ["dbx"] = Fingerprints(secure.Forbidden),
            },
            Authorities = Fingerprints(secure.Authorities),
        };
    }

    /// <summary>A hash stands for itself; of anything else it is the SHA-256.</summary>
    public static string Fingerprint(EfiSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return $"sha256:{Convert.ToHexStringLower(signature.Type == EfiSignature.Sha256 ? signature.Data.Span : SHA256.HashData(signature.Data.Span))}";
    }

    private static IReadOnlyList<string> Fingerprints(IReadOnlyList<EfiSignature> signatures) =>
        [.. signatures.Select(Fingerprint).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private sealed class Reading(TpmHash bank)
    {
        private readonly List<BootMeasurement> _images = [], _loads = [], _sections = [], _extensions = [], _moks = [], _disks = [];
        private readonly List<string> _commandLines = [], _grub = [];

        internal BootState State => new()
        {
            Images = Once(_images),
            Loads = Once(_loads),
            Sections = Once(_sections),
            Extensions = Once(_extensions),
            MokLists = Once(_moks),
            Disks = Once(_disks),
            CommandLines = [.. _commandLines.Distinct(StringComparer.Ordinal)],
            GrubCommands = [.. _grub.Distinct(StringComparer.Ordinal)],
        };

        internal void Add(BootEvent one)
        {
            if (EfiImage.Read(one) is { } image)
                _images.Add(Of(one, image.FilePath ?? ""));
            else if (GptTable.Read(one) is { } table && one.IsDataMeasured)
                _disks.Add(Of(one, table.Disk.ToString()));
            else if (TaggedEvent.Read(one) is { Id: TaggedEvent.InitialRamDisk })
                _loads.Add(Of(one, "initrd"));
            else if (EfiVariable.Read(one) is { } variable && variable.Vendor == EfiVariable.ShimVendor)
                _moks.Add(Of(one, variable.Name));
            else if (BootCommand.Read(one) is { } command)
                Add(one, command);
        }

        private void Add(BootEvent one, BootCommand command)
        {
            if (one.Pcr == 14 || (one.Pcr == 7 && MokVariables.Contains(command.Text)))
                _moks.Add(Of(one, command.Text));
            else if (command.Kind == BootCommandKind.KernelCommandLine && command.IsMeasured)
                _commandLines.Add(Text(command.Text));
            else if (command.Kind == BootCommandKind.GrubCommand && command.IsMeasured)
                _grub.Add(Text(command.Text));
            else if (command.Kind is BootCommandKind.LoadedFile)
                _loads.Add(Of(one, command.Text));
            else if (command.Kind == BootCommandKind.UnifiedKernelSection)
            {
                // Of each section its name is measured, then its content; both events are called after it.
                if (!one.IsMeasured([.. Encoding.ASCII.GetBytes(command.Text), 0]))
                    _sections.Add(Of(one, command.Text));
            }
            else if (one.Pcr is 12 or 13)
                _extensions.Add(Of(one, command.Text));
        }

        private BootMeasurement Of(BootEvent one, string name) =>
            new(one.Pcr, Text(name), $"{bank.Name}:{Convert.ToHexStringLower(one.Digests[bank].Span)}");

        private static string Text(string text) => Bounded.Printable(text.Length <= TpmLimits.BootText ? text : text[..TpmLimits.BootText]);

        private static IReadOnlyList<BootMeasurement> Once(List<BootMeasurement> measured) => [.. measured.Distinct()];
    }
}
