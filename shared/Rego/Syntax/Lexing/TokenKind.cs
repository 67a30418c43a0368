namespace Attestry.Rego.Syntax.Lexing;

internal enum TokenKind
{
    End = 0,
    Identifier,
    Keyword,
    Number,
    Text,
    RawText,

    /// <summary>Opens a template string; then pieces, and terms between braces, then <see cref="TemplateEnd"/>.</summary>
    TemplateStart,
    TemplatePiece,
    TemplateEnd,

    /// <summary>Any operator or bracket; its text tells which.</summary>
    Symbol,
}
