using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputBoot(
    [property: Description("SHA-256 over all that is known of the boot, sha256:...")] string Digest,
    [property: Description("It is the boot that an administrator accepted as the host's reference.")] bool Accepted,
    [property: Description("Kernel command lines, as far as their text is what was measured.")] IReadOnlyList<string> CommandLines,
    [property: Description("Commands of GRUB, likewise; at most 32.")] IReadOnlyList<string> GrubCommands,
    [property: Description("Authenticode hashes of programs that ran before the kernel.")] IReadOnlyList<string> Images,
    [property: Description("SHA-256 of the certificates, or the hashes, that let them run.")] IReadOnlyList<string> Authorities,
    [property: Description("Entries of PK, KEK and db by SHA-256; of dbx one SHA-256 over all entries.")] IReadOnlyDictionary<string, IReadOnlyList<string>> Databases,
    [property: Description("Digests of files that the boot loader read.")] IReadOnlyList<string> Loads,
    [property: Description("Digests of the sections of unified kernel images.")] IReadOnlyList<string> Sections,
    [property: Description("Digests of shim's variables by their names.")] IReadOnlyDictionary<string, string> MokLists,
    [property: Description("GUIDs of the disks that were booted from.")] IReadOnlyList<string> Disks);
