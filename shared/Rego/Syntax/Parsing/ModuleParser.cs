using Attestry.Rego.Syntax.Lexing;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Syntax.Parsing;

/// <summary>A policy file: package, imports, rules.</summary>
internal sealed class ModuleParser
{
    private readonly TokenReader _tokens;
    private readonly TermParser _terms;
    private readonly IReadOnlyList<Comment> _comments;
    private readonly List<Import> _imports = [];

    private ModuleParser(string source, List<Token> tokens, IReadOnlyList<Comment> comments)
    {
        _tokens = new TokenReader(source, tokens);
        _terms = new TermParser(_tokens);
        _comments = comments;
    }

    /// <exception cref="RegoException">The first error, with its line.</exception>
    internal static PolicyModule Parse(string source, string file, RegoVersion version)
    {
        var (tokens, comments) = Lexer.Read(source, file, FutureKeywords.Of(version));
        // In v0 the imports decide which words are keywords, so they are looked at before the file is read in earnest.
        if (version == RegoVersion.V0 && FutureKeywords.Imported(tokens) is { Count: > 0 } imported)
            (tokens, comments) = Lexer.Read(source, file, imported);
        return new ModuleParser(source, tokens, comments).Module(source, file, version);
    }

    internal static Body ParseQuery(string source, string file, RegoVersion version)
    {
        var (tokens, _) = Lexer.Read(source, file, version == RegoVersion.V1 ? FutureKeywords.Of(version) : FutureKeywords.All);
        var reader = new TokenReader(source, tokens);
        var query = new TermParser(reader).Bodies.Query();
        SyntaxHeight.Demand(query, reader);
        return query;
    }

    private PolicyModule Module(string source, string file, RegoVersion version)
    {
        var packageAt = _tokens.Location;
        if (!_tokens.TryTakeKeyword("package"))
            throw _tokens.AtEnd ? _tokens.Fail("empty module") : _tokens.Fail("package expected");
        var attached = new AnnotationReader(_tokens, _comments);
        var packageAnnotations = attached.Before(packageAt);
        var package = Path();
        while (_tokens.AtKeyword("import"))
            _imports.Add(Import());
        var strict = version == RegoVersion.V1 || _imports.Any(i => i.Path is ["rego", "v1"]);
        _terms.Bodies.NegatesBodies = _imports.Any(i => i.Path is ["future", "keywords", "not"]);
        var parser = new RuleParser(_tokens, _terms, strict);
        var rules = new List<Rule>();
        while (!_tokens.AtEnd)
        {
            if (_tokens.AtKeyword("import"))
            {
                _imports.Add(Import());
                continue;
            }
            var annotations = attached.Before(_tokens.Location);
            var first = rules.Count;
            rules.AddRange(parser.Parse());
            for (var i = first; i < rules.Count; i++)
                SyntaxHeight.Demand(rules[i], _tokens);
            rules[first] = rules[first] with { Annotations = annotations };
            if (!_tokens.AtEnd && !_tokens.TryTake(";") && !_tokens.Current.AfterLine)
                throw _tokens.Unexpected();
        }
        return new PolicyModule(file, version, package, packageAt, _imports, rules, packageAnnotations, _comments, source);
    }

    private List<string> Path()
    {
        var start = _tokens.Location;
        return _terms.Operand() switch
        {
            VarTerm variable => [variable.Name],
            RefTerm { Head: VarTerm head } reference => [head.Name, .. reference.Operands.Select(Text)],
            _ => throw _tokens.Fail("unexpected path: expected a reference", start),
        };
    }

    private string Text(Term term) =>
        term is ScalarTerm { Value: RegoString text }
            ? text.Value
            : throw _tokens.Fail("unexpected path: expected string", term.Location);

    private Import Import()
    {
        var start = _tokens.Take().Location;
        var path = Path();
        if (path[0] is not ("data" or "input" or "future" or "rego"))
            throw _tokens.Fail($"unexpected import path, must begin with one of: {{data, future, input, rego}}, got: {path[0]}", start);
        if (path[0] == "future")
            DemandFuture(path, start);
        else if (path[0] == "rego" && path is not ["rego", "v1"])
            throw _tokens.Fail($"invalid import `{string.Join('.', path)}`, must be `rego.v1`", start);
        string? alias = null;
        if (_tokens.TryTakeKeyword("as"))
        {
            if (_tokens.Current.Kind != TokenKind.Identifier)
                throw _tokens.Unexpected("expected var");
            alias = _tokens.Take().Text;
        }
        return new Import(path, alias, start);
    }

    private void DemandFuture(List<string> path, SourceLocation start)
    {
        if (path.Count is < 2 or > 3 || path[1] != "keywords")
            throw _tokens.Fail("invalid import, must be `future.keywords`", start);
        if (path.Count == 3 && path[2] != FutureKeywords.Negation && !FutureKeywords.All.Contains(path[2]))
            throw _tokens.Fail($"unexpected keyword, must be one of [{string.Join(' ', FutureKeywords.All.Append(FutureKeywords.Negation))}]", start);
    }
}
