using Fluid;
using Fluid.Ast;

namespace SupportLine.Server.Mail;

/// <summary>Every name that a template uses.</summary>
internal sealed class MailTemplateNames : AstVisitor
{
    /// <summary>Liquid's own word for where a loop is.</summary>
    private const string Loop = "forloop";

    private readonly HashSet<string> _roots = [];
    private readonly HashSet<string> _members = [];
    private readonly HashSet<string> _given = [Loop];
    private readonly HashSet<string> _filters = [];

    private MailTemplateNames()
    {
    }

    /// <summary>Values named by themselves, those that the template makes left out.</summary>
    public IEnumerable<string> Roots => _roots.Except(_given);

    public static MailTemplateNames Of(IFluidTemplate template)
    {
        var names = new MailTemplateNames();
        names.VisitTemplate(template);
        return names;
    }

    /// <summary>Names that a mail does not have, each with those it has.</summary>
    public IEnumerable<(string Name, IEnumerable<string> Known)> Unknown(MailKind kind, TemplateOptions options) =>
        Roots.Except(kind.Placeholders).Select(name => (name, (IEnumerable<string>)kind.Placeholders))
            .Concat(_members.Except(kind.Items).Select(name => (name, (IEnumerable<string>)kind.Items)))
            .Concat(_filters.Where(name => !options.Filters.TryGetValue(name, out _)).Select(name => (name, (IEnumerable<string>)["the filters of Liquid, such as upcase"])));

    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        var identifiers = memberExpression.Segments.OfType<IdentifierSegment>().Select(segment => segment.Identifier).ToList();
        _roots.Add(identifiers[0]);
        if (identifiers[0] != Loop) _members.UnionWith(identifiers.Skip(1));
        return base.VisitMemberExpression(memberExpression);
    }

    protected override Statement VisitForStatement(ForStatement forStatement)
    {
        _given.Add(forStatement.Identifier);
        return base.VisitForStatement(forStatement);
    }

    protected override Statement VisitAssignStatement(AssignStatement assignStatement)
    {
        _given.Add(assignStatement.Identifier);
        return base.VisitAssignStatement(assignStatement);
    }

    protected override Expression VisitFilterExpression(FilterExpression filterExpression)
    {
        _filters.Add(filterExpression.Name);
        return base.VisitFilterExpression(filterExpression);
    }
}
