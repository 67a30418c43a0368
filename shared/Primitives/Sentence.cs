namespace Attestry.Primitives;

/// <summary>Texts for people, put together of what several say.</summary>
public static class Sentence
{
    /// <summary>Ends a text with a full stop, unless it ends as a sentence does; what programs say about a failure comes both ways.</summary>
    public static string End(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var said = text.TrimEnd();
        return said is [.., '.' or '!' or '?' or '…'] ? said : said + ".";
    }
}
