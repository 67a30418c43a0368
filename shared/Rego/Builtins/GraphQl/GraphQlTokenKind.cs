namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>Lexical tokens (October 2021, §2.1.6), the end of the text and what is no token.</summary>
internal enum GraphQlTokenKind
{
    Invalid,
    End,
    Bang,
    Dollar,
    Ampersand,
    OpenParenthesis,
    CloseParenthesis,
    Spread,
    Colon,
    Equals,
    At,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Pipe,
    Name,
    Int,
    Float,
    String,
    BlockString,
}
