using Attestry.Rego.Values;

namespace Attestry.Rego.Syntax.Parsing;

/// <summary>Finds <c># METADATA</c> blocks among a file's comments and gives them to what stands below.</summary>
internal sealed class AnnotationReader(TokenReader tokens, IReadOnlyList<Comment> comments)
{
    private int _read;

    /// <summary>The blocks between the last call's place and <paramref name="place"/>, in order.</summary>
    internal IReadOnlyList<Annotations> Before(SourceLocation place)
    {
        var found = new List<Annotations>();
        for (; _read < comments.Count && comments[_read].Location.Offset < place.Offset; _read++)
        {
            if (comments[_read].Text.Trim() == "METADATA")
                found.Add(Block(place));
        }
        return found;
    }

    // The block is the comment lines that follow without a gap.
    private Annotations Block(SourceLocation place)
    {
        var start = comments[_read].Location;
        var lines = new List<string>();
        while (_read + 1 < comments.Count
            && comments[_read + 1].Location is var next
            && next.Offset < place.Offset
            && next.Row == comments[_read].Location.Row + 1
            && next.Column == start.Column)
        {
            _read++;
            lines.Add(comments[_read].Text);
        }
        if (!RegoYaml.TryParse(string.Join('\n', lines), out var value, out var problem) || value is not RegoObject content)
            throw tokens.Fail($"yaml: {problem ?? "a metadata block must be a mapping"}", start);
        var scope = content["scope"] is RegoString written ? written.Value : IsPackage(place) ? "package" : "rule";
        return new Annotations(scope, Completed(content, scope), start);
    }

    // Short forms are written out: `Jane <jane@example.org>` as an author, a bare URL as a related resource.
    private static RegoObject Completed(RegoObject content, string scope)
    {
        var complete = new RegoObject.Builder();
        foreach (var (key, value) in content.Entries)
        {
            complete.Set(key, (key, value) switch
            {
                (RegoString { Value: "authors" }, RegoArray authors) => RegoArray.From(authors.Items.ToArray().Select(Author)),
                (RegoString { Value: "related_resources" }, RegoArray resources) => RegoArray.From(resources.Items.ToArray().Select(Resource)),
                _ => value,
            });
        }
        complete.Set(new RegoString("scope"), new RegoString(scope));
        return complete.Build();
    }

    private static RegoValue Author(RegoValue author)
    {
        if (author is not RegoString { Value: var text })
            return author;
        var complete = new RegoObject.Builder();
        var open = text.LastIndexOf('<');
        var hasMail = open >= 0 && text.EndsWith('>');
        var name = (hasMail ? text[..open] : text).Trim();
        if (name.Length > 0)
            complete.Set(new RegoString("name"), new RegoString(name));
        if (hasMail)
            complete.Set(new RegoString("email"), new RegoString(text[(open + 1)..^1]));
        return complete.Build();
    }

    private static RegoValue Resource(RegoValue resource) =>
        resource is RegoString ? RegoObject.From([new(new RegoString("ref"), resource)]) : resource;

    private bool IsPackage(SourceLocation place) =>
        string.CompareOrdinal(tokens.Source, place.Offset, "package", 0, 7) == 0;
}
