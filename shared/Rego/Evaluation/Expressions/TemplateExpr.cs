using System.Text;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

/// <summary>A template string; a part that is undefined is written as <c>&lt;undefined&gt;</c>.</summary>
internal sealed class TemplateExpr(Expr[] parts) : Expr
{
    internal override RegoValue Evaluate(Frame frame)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            switch (part.Evaluate(frame))
            {
                case null:
                    text.Append("<undefined>");
                    break;
                case RegoString s:
                    text.Append(s.Value);
                    break;
                case var other:
                    RegoText.Append(text, other);
                    break;
            }
        }
        return new RegoString(text.ToString());
    }
}
