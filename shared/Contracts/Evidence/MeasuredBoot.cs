namespace Attestry.Contracts.Evidence;

/// <summary>What a host booted, as far as its quoted PCRs prove it. Digests are <c>sha256:…</c>; long lists are cut.</summary>
/// <param name="Digest">Of all that is known of the boot; another one means another boot.</param>
/// <param name="Accepted">It is the boot that an administrator accepted as the host's reference.</param>
/// <param name="Images">Authenticode hashes of programs that ran before the kernel.</param>
/// <param name="Authorities">Certificates and hashes that let them run.</param>
/// <param name="Databases">Entries of PK, KEK and db by SHA-256; of dbx, which is long, one digest over all.</param>
/// <param name="Loads">Files that the boot loader read.</param>
/// <param name="Sections">Of unified kernel images.</param>
public sealed record MeasuredBoot(
    string Digest,
    bool Accepted,
    IReadOnlyList<string> CommandLines,
    IReadOnlyList<string> GrubCommands,
    IReadOnlyList<string> Images,
    IReadOnlyList<string> Authorities,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Databases,
    IReadOnlyList<string> Loads,
    IReadOnlyList<string> Sections,
    IReadOnlyDictionary<string, string> MokLists,
    IReadOnlyList<string> Disks);
