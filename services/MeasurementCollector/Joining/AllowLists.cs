using Attestry.Hosting.Options;
using Attestry.Primitives;
using Attestry.Tpm.AllowLists;

namespace Attestry.MeasurementCollector.Joining;

/// <summary>The configured allow-lists, read at start. A file that one of them allows is allowed.</summary>
internal sealed class AllowLists
{
    private readonly List<AllowList> _lists = [];
    private readonly List<Digest> _digests = [];

    /// <exception cref="OptionsException">A list cannot be read.</exception>
    public AllowLists(CollectorOptions options)
    {
        for (var i = 0; i < options.AllowLists.Count; i++)
        {
            var (list, digest) = Read(options.AllowLists[i], i);
            _lists.Add(list);
            _digests.Add(digest);
        }
    }

    /// <summary>Of the files, for the history.</summary>
    public IReadOnlyList<Digest> Digests => _digests;

    public AllowedVerdict Judge(FileMeasurement file)
    {
        var verdict = AllowedVerdict.Unknown;
        foreach (var list in _lists)
            switch (list.Judge(file))
            {
                case AllowedVerdict.Allowed:
                    return AllowedVerdict.Allowed;
                case AllowedVerdict.OtherContent:
                    verdict = AllowedVerdict.OtherContent;
                    break;
                default:
                    break;
            }
        return verdict;
    }

    private static (AllowList List, Digest Digest) Read(AllowListOptions options, int number)
    {
        try
        {
            var bytes = File.ReadAllBytes(options.Path);
            return (options.Format == "keylime" ? KeylimePolicyReader.Read(bytes) : DigestListReader.Read(bytes), Digest.Sha256(bytes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new OptionsException($"Setting 'Collector:AllowLists:{number}': '{options.Path}': {e.Message}", e);
        }
    }
}
