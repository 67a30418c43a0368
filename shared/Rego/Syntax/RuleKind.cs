namespace Attestry.Rego.Syntax;

public enum RuleKind
{
    /// <summary><c>p := value</c>, also with a reference that ends in constants or variables: <c>p.q[x] := value</c>.</summary>
    SingleValue = 0,

    /// <summary><c>p contains value</c>.</summary>
    PartialSet,

    /// <summary><c>f(x) := value</c>.</summary>
    Function,
}
