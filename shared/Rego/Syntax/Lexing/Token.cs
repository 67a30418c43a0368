namespace Attestry.Rego.Syntax.Lexing;

/// <param name="Text">Of strings the value, of others what is written.</param>
/// <param name="AfterSpace">White space, a line end or a comment stands before it.</param>
/// <param name="AfterLine">A line end stands before it.</param>
internal readonly record struct Token(TokenKind Kind, string Text, SourceLocation Location, int EndOffset, bool AfterSpace, bool AfterLine)
{
    internal bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    internal bool IsWord(string word) => Kind is TokenKind.Keyword or TokenKind.Identifier && Text == word;

    /// <summary>How an error names it.</summary>
    internal string Described => Kind switch
    {
        TokenKind.End => "eof",
        TokenKind.Identifier => $"ident token",
        TokenKind.Keyword => $"{Text} keyword",
        TokenKind.Number => "number token",
        TokenKind.Text or TokenKind.RawText => "string token",
        TokenKind.TemplateStart or TokenKind.TemplatePiece or TokenKind.TemplateEnd => "template string",
        _ => $"{Text} token",
    };
}
