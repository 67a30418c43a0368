using System.Xml;
using Attestry.Vulnerabilities.Feeds.Bzip2;
using Attestry.Vulnerabilities.Feeds.Oval;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Feeds;

/// <summary>
/// Red Hat's security data in OVAL 5.10, one XML file for each release or support stream (<c>rhel-9-including-unpatched.oval.xml</c>): errata that fix
/// vulnerabilities (class <c>patch</c>), and vulnerabilities that nothing fixes yet, or ever (class <c>vulnerability</c>). One advisory for each
/// vulnerability of a definition, in the ecosystems <c>Red Hat:9</c> and so on.
/// </summary>
public static class OvalDefinitions
{
    /// <param name="open">Opens the document anew each time, XML as it is or packed by bzip2: it is read twice, for tests stand behind what refers to them.</param>
    /// <param name="published">When the file was; counts where a definition gives no date.</param>
    /// <returns>After what is malformed or beyond a limit comes a finding and no more.</returns>
    public static IEnumerable<OsvReading> Read(Func<Stream> open, DateTimeOffset published, string? location = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        using var advisories = Advisories(open, published).GetEnumerator();
        while (true)
        {
            OsvReading? next;
            try
            {
                next = advisories.MoveNext() ? new(advisories.Current, null) : null;
            }
            catch (XmlException malformed)
            {
                next = FeedReading.Malformed(malformed.Message, location);
            }
            catch (InvalidDataException beyond)
            {
                next = FeedReading.TooLarge(beyond.Message, location);
            }
            if (next is null)
                yield break;
            yield return next;
            if (next.Problem is not null)
                yield break;
        }
    }

    private static IEnumerable<OsvAdvisory> Advisories(Func<Stream> open, DateTimeOffset published)
    {
        OvalTests tests;
        using (var reader = OvalXml.Open(Unpacked(open())))
            tests = OvalTests.Read(reader);
        using (var reader = OvalXml.Open(Unpacked(open())))
        {
            foreach (var _ in OvalXml.Children(reader).Where(part => part == "definitions"))
            {
                foreach (var __ in OvalXml.Children(reader).Where(child => child == "definition"))
                {
                    foreach (var advisory in OvalDefinition.Read(reader, tests).ToAdvisories(published))
                        yield return advisory;
                }
            }
        }
    }

    private static Stream Unpacked(Stream stream)
    {
        Span<byte> head = stackalloc byte[3];
        var packed = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && Bzip2Stream.Is(head);
        stream.Position = 0;
        return packed ? new BufferedStream(new Bzip2Stream(stream), 1 << 16) : stream;
    }
}
