using System.Text;
using System.Xml;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Feeds.Oval;

/// <summary>Going through foreign XML forward only, and never keeping more of it than a name.</summary>
internal static class OvalXml
{
    // Criteria are nested some six deep.
    private const int Deepest = 64;

    /// <summary>A reader of the document's children; it closes the stream.</summary>
    /// <exception cref="XmlException">It is not well-formed, has a document type, or is no OVAL.</exception>
    internal static XmlReader Open(Stream stream)
    {
        var reader = XmlReader.Create(new MarkupStream(stream), new XmlReaderSettings
        {
            CloseInput = true,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            MaxCharactersInDocument = VulnerabilityLimits.OvalCharacters,
        });
        try
        {
            return reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == "oval_definitions" ? reader : throw new XmlException("This is no OVAL: its root must be 'oval_definitions'.");
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Goes to each child element of the one at which the reader stands, and gives its name; what is not taken of a child is passed over.</summary>
    internal static IEnumerable<string> Children(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            yield break;
        for (var depth = reader.Depth; Step(reader, depth);)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == depth + 1)
                yield return reader.LocalName;
        }
    }

    /// <summary>The text of the element at which the reader stands; of one that is too long for a name no more than shows that.</summary>
    internal static string Text(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";
        var text = new StringBuilder();
        var some = new char[256];
        for (var depth = reader.Depth; Step(reader, depth);)
        {
            if (reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA))
                continue;
            while (text.Length <= VulnerabilityLimits.NameCharacters && reader.ReadValueChunk(some, 0, some.Length) is > 0 and var count)
                text.Append(some, 0, count);
        }
        return text.ToString().Trim();
    }

    internal static DateTimeOffset? Date(XmlReader reader) =>
        DateTimeOffset.TryParse(reader.GetAttribute("date"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal, out var date) ? date : null;

    /// <summary>False at the end of the element.</summary>
    private static bool Step(XmlReader reader, int depth)
    {
        reader.Read();
        if (reader.Depth > Deepest)
            throw new XmlException("The document is nested deeper than what is read.");
        return !reader.EOF && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth);
    }
}
