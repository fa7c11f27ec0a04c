"""stub"""
FIGURES = ("playbook", "timeline", "network", "coverage")
def alternative(name, package):
    return "alt"
def files(package):
    return {}
